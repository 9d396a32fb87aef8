"""Snapshots of networks that are not in training: with their first weights, or with given ones."""

from __future__ import annotations

import functools

import numpy as np

from nn.module import Array
from playground.experiment import Experiment
from playground.training.run import TrainingRun
from playground.training.snapshot import Snapshot


def first_theta(experiment: Experiment) -> Array:
    """The weights (p,) that a training of the experiment begins with."""
    return experiment.network(np.random.default_rng(experiment.seed)).theta


def untrained(experiment: Experiment) -> Snapshot:
    """The experiment's network before its first update."""
    return Snapshot.unpack(_untrained(experiment))


@functools.lru_cache(64)
def _untrained(experiment: Experiment) -> bytes:
    return TrainingRun(experiment, experiment.samples()).snapshot("paused", weights=True).pack()


def shown_with(experiment: Experiment, theta: Array) -> Snapshot:
    """The experiment's network with the weights `theta`, those included."""
    return TrainingRun(experiment, experiment.samples(), theta).snapshot("paused", weights=True)
