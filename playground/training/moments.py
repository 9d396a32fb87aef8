"""Moments of a run's past, as they were shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from nn.module import Array
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.training.live_frame import live_frame
from playground.training.untrained import shown_with


def updates_at(epoch: float, curve: Array) -> int:
    """Updates that a run had made at an epoch, by its curve: exact at its rows, in proportion between two."""
    return round(float(np.interp(epoch, curve[:, 0], curve[:, 1])))


def moment_frame(
    experiment: Experiment,
    samples: Samples,
    epoch: float,
    theta: Array,
    curve: Array,
    reason: str | None,
    changes: Sequence[tuple[float, str]] = (),
) -> bytes:
    """The frame of a run as it was at an epoch with the weights `theta`, with its whole curve, the changes that are
    marked on it, and why the run has ended."""
    then = shown_with(experiment, theta)
    updates = updates_at(epoch, curve)
    shown = dataclasses.replace(then, epoch=epoch, updates=updates, curve=curve, reason=reason, changes=changes)
    return live_frame(experiment, samples, shown, past=True)
