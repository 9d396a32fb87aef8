"""Ablation: what a network loses on test images without some of its units."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.datasets.dataset import Samples
from playground.experiment.limits import rows_of, work_of
from playground.experiment.words import counted, with_article
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork

MOST_IMAGES = 2000
"""Test images that are looked at, the first."""
PART_WORK = 150_000_000
"""Multiplications of a part of the measurement: about 50 ms, for which whoever draws has to wait."""
MOST_PART = 500
"""Images of a part."""


class Ablation:
    """Measurement of what `changed`, which lacks so many `units`, loses against the `intact` network.

    It is made a part of the images at a time, and can be told at any time; from any thread. One of the same intact
    network that was made before knows what that does already.
    """

    def __init__(
        self,
        intact: TrainedNetwork,
        changed: TrainedNetwork,
        units: int,
        samples: Samples,
        before: Ablation | None = None,
    ) -> None:
        self._intact, self._changed, self._units = intact, changed, units
        self._images, self._truth = samples.x_test[:MOST_IMAGES], samples.y_test[:MOST_IMAGES]
        self._before: Array = np.zeros(0) if before is None else before._before
        self._after: Array = np.zeros(0)
        work = sum(map(work_of, rows_of(intact.experiment)))
        self._part = max(1, min(MOST_PART, PART_WORK // max(work, 1)))
        self._lock = threading.Lock()

    @property
    def seen(self) -> int:
        """Images that have been looked at so far."""
        return len(self._after)

    def advance(self) -> None:
        """Look at the next part of the images, where there are any left."""
        with self._lock:
            part = self._images[self.seen : self.seen + self._part]
            if not len(part):
                return
            if len(self._before) < self.seen + len(part):
                more = self._images[len(self._before) : self.seen + len(part)]
                self._before = np.concatenate([self._before, _outcomes(self._intact, more)])
            self._after = np.concatenate([self._after, _outcomes(self._changed, part)])

    @property
    def text(self) -> str:
        """A sentence on what becomes of the network, as far as it is known; at least one part must have been seen."""
        with self._lock:
            seen = len(self._after)
            before, after, truth = self._before[:seen], self._after, self._truth[:seen]
        of = f"{counted(seen, 'test digit')}{' so far' if seen < len(self._images) else ''}"
        classes = self._intact.classes
        if not classes:
            return (
                f"{self._without} the mean squared error goes from {before.mean():.4f} to {after.mean():.4f}, of {of}."
            )
        accuracies = f"{100 * (before == truth).mean():.1f} → {100 * (after == truth).mean():.1f} %"
        confused = most_confused(before, after, truth, classes)
        read = "not one more is misread" if confused is None else confused.text
        return f"{self._without} {read}: accuracy {accuracies} of {of}."

    @property
    def _without(self) -> str:
        return "Without this unit," if self._units == 1 else f"Without these {self._units} units,"


@dataclass(frozen=True)
class Confused:
    """The commonest new misreading: so many of the `count` images of a class are `taken` for another."""

    true: str
    taken: str
    newly: int
    count: int

    @property
    def text(self) -> str:
        """As a part of a sentence: 7s are read as 1s (23 of 205)."""
        if self.newly == 1:
            read = f"{with_article(self.true)} is read as {with_article(self.taken)}"
        else:
            read = f"{self.true}s are read as {self.taken}s"
        return f"{read} ({self.newly} of {self.count})"


def most_confused(before: Array, after: Array, truth: Array, classes: tuple[str, ...]) -> Confused | None:
    """The two classes that most images get newly between, which were read right before; None where none does."""
    lost = (before == truth) & (after != truth)
    if not lost.any():
        return None
    pairs, counts = np.unique(np.stack([truth[lost], after[lost]]).astype(int), axis=1, return_counts=True)
    true, taken = pairs[:, counts.argmax()].tolist()
    return Confused(classes[true], classes[taken], int(counts.max()), int((truth == true).sum()))


@overflow_allowed
def _outcomes(network: TrainedNetwork, images: Array) -> Array:
    """For each image the class that it is taken for, or, rebuilt, its mean squared error."""
    given = network.predictions(images)
    if network.classes:
        classes: Array = given.argmax(axis=1)
        return classes
    errors: Array = np.square(given.reshape(images.shape) - network.prepared.clean(images)).mean(axis=(1, 2, 3))
    return errors
