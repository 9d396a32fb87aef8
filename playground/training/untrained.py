"""Snapshots of networks that are not in training: with their first weights, or with given ones."""

from __future__ import annotations

import functools

from nn.module import Array
from playground.experiment import Experiment
from playground.training.run import TrainingRun
from playground.training.snapshot import Snapshot


def untrained(experiment: Experiment) -> Snapshot:
    """The experiment's network before its first update."""
    return Snapshot.unpack(_untrained(experiment))


@functools.lru_cache(64)
def _untrained(experiment: Experiment) -> bytes:
    return TrainingRun(experiment, experiment.samples()).snapshot("paused", weights=True).pack()


def shown_with(experiment: Experiment, theta: Array) -> Snapshot:
    """The experiment's network with the weights `theta`, those included."""
    return TrainingRun(experiment, experiment.samples(), theta).snapshot("paused", weights=True)
