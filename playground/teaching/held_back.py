"""Examples held back from a training, to test it with: all of them in turn where they are few."""

from __future__ import annotations

import numpy as np

from playground.datasets.dataset import Labels

MOST_IN_TURN = 200
"""Up to so many examples each is held back once, and as many networks are taught without; of more, one part in five."""
PARTS = 5


def held_back(labels: Labels, rng: np.random.Generator) -> list[Labels]:
    """The numbers of the examples of each part that is held back, as many of each class in each as can be.

    Every class must have at least two examples: it then is in what remains, whichever part is held back.
    """
    counts = np.bincount(labels)
    parts = min(PARTS, int(counts.min()))
    part_of = np.empty(len(labels), np.int64)
    for each in range(len(counts)):
        # the classes begin one after the other, so that the parts are about as large as each other
        dealt = (np.arange(counts[each]) + counts[:each].sum()) % parts
        part_of[labels == each] = rng.permutation(dealt)
    found = [np.flatnonzero(part_of == part) for part in range(parts)]
    return found if len(labels) <= MOST_IN_TURN else found[:1]
