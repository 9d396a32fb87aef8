"""The learning rate at each moment of an experiment's training."""

from __future__ import annotations

import numpy as np

from nn.module import Array
from playground.experiment.experiment import Experiment


def learning_rates(experiment: Experiment, epochs: Array, last_epoch: float | None = None) -> Array:
    """The rate, float32 (n,), at each of the epochs (n,) of a training that goes on to `last_epoch`.

    Where it has no end, a rate that falls does so over the epochs that are set.
    """
    length = last_epoch or experiment.schedule.epochs
    share, rate = experiment.rate_schedule.share, experiment.optimiser.learning_rate
    return np.array([rate * share(float(epoch), length) for epoch in epochs], np.float32)
