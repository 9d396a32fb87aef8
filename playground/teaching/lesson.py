"""The lesson: own classes are taught in either way, and each way is tested on examples that were held back."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from nn import Sequential
from nn.module import Array
from playground.datasets.dataset import Labels
from playground.processes.messages import OnPartialResult
from playground.teaching.held_back import held_back
from playground.teaching.ways import (
    MOTION,
    TITLES,
    Way,
    frozen_layers,
    moved_copies,
    taught_from_scratch,
    taught_last_layer,
)

SEED = 0
LOOKED, TRANSFERRED = 0.1, 0.2
"""Share of the work that is done when the reader's layers have seen all images, and when the first way is tested."""


def lesson_job(report: OnPartialResult, *, images: Array, labels: Labels, classes: int) -> dict[str, Any]:
    """Teach the images, uint8 (n, 28, 28, 1), with these labels (n,), in both ways.

    Gives what the frozen layers make of each image, `features` (n, k); the numbers of the examples that were `held`
    back, and in how many `parts`; and of each way the weights `theta` of what it has taught with all examples, the
    `seconds` that this took, and the `shares` (held, classes) that those taught without them gave the ones held back.
    What can be used before the end is shown as soon as it is there.
    """
    rng = np.random.default_rng(SEED)
    report(0.0, "The reader's layers look at the examples")
    began = time.perf_counter()
    moved, made_of = moved_copies(images, rng)
    features = frozen_layers().predict(moved)
    looked = time.perf_counter() - began
    parts = held_back(labels, rng)
    found: dict[str, Any] = {
        "features": features[: len(images)],
        "held": np.concatenate(parts),
        "parts": len(parts),
    }

    def last_layer(kept: Labels) -> Sequential:
        chosen = np.isin(made_of, kept)
        return taught_last_layer(features[chosen], labels[made_of[chosen]], classes, rng)

    def whole_stack(kept: Labels) -> Sequential:
        return taught_from_scratch(images[kept], labels[kept], classes, rng)

    def teach(way: Way, taught_with: Callable[[Labels], Sequential], inputs: Array, first: float, last: float) -> None:
        began, every = time.perf_counter(), np.arange(len(images))
        report(first, TITLES[way], found)
        found[way] = {"theta": taught_with(every).theta, "seconds": time.perf_counter() - began}
        shares = []
        for number, part in enumerate(parts, 1):
            done = first + (last - first) * number / (len(parts) + 1)
            report(done, f"{TITLES[way]}: test {number} of {len(parts)}", found)
            shares.append(taught_with(np.setdiff1d(every, part)).predict(inputs[part]))
        found[way]["shares"] = np.concatenate(shares)

    teach("transfer", last_layer, features[: len(images)], LOOKED, TRANSFERRED)
    found["transfer"]["seconds"] += looked
    teach("scratch", whole_stack, MOTION.inputs(images), TRANSFERRED, 1.0)
    return found
