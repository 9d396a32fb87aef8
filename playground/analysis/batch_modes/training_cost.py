"""The training cost as what it is: a function of all the weights."""

from __future__ import annotations

import math

import numpy as np

from nn.module import Array
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.experiment.limits import rows_of, work_of
from playground.training.class_weights import class_weights
from playground.training.evaluation import targets_of
from playground.training.forward_passes import most_at_once, outputs_of
from playground.training.trained_network import TrainedNetwork

MOST_SAMPLES = 1000
WORK_A_VALUE = 10
"""Multiplications that an activation takes as long as, for each of its values."""
MOST_WORK = 60_000_000_000
"""Multiplications that one study of the cost may take: some seconds."""


class TrainingCost:
    """The loss over the first `MOST_SAMPLES` training samples, by their class weights, without penalties, and without
    what varies in training.

    Raises DataUnavailable.
    """

    def __init__(self, experiment: Experiment, samples: Samples | None = None) -> None:
        samples = experiment.load() if samples is None else samples
        self._network = TrainedNetwork.of(experiment, 0.0)
        self._model, prepared = self._network.model, self._network.prepared
        x, y = samples.x_train[:MOST_SAMPLES], samples.y_train[:MOST_SAMPLES]
        self._x = prepared.inputs(x)
        self._targets = targets_of(experiment.dataset.task, prepared, x, y, self._model.output_shape)
        weights = class_weights(experiment, samples.y_train)
        self._weights = None if weights is None else weights[y]
        self.count = len(x)
        self.parameters = self._model.count
        self.least_samples = self._model.least_samples
        """Fewest samples that have a gradient."""
        self._work = sum(work_of(row) + WORK_A_VALUE * math.prod(row.shape_out or ()) for row in rows_of(experiment))
        self._most_at_once = most_at_once(self._model.layers)

    def allows(self, passes: int) -> bool:
        """Whether so many costs of a sample can be found in some seconds; its gradient takes about three times that."""
        return self._work * passes <= MOST_WORK

    def at(self, theta: Array) -> float:
        """The cost with weights `theta` (p,)."""
        self._model.theta[...] = theta
        return self._network.loss.value(outputs_of(self._model, self._x), self._targets, self._weights)

    def gradient(self, theta: Array, chosen: Array | None = None) -> Array:
        """The gradient (p,), float64, of the mean loss over the samples with the numbers `chosen`, or over all."""
        model, loss = self._model, self._network.loss
        model.theta[...] = theta
        numbers = np.arange(self.count) if chosen is None else chosen
        total = np.zeros(model.count)
        for start in range(0, len(numbers), self._most_at_once):
            part = numbers[start : start + self._most_at_once]
            z, y = model.forward(self._x[part], training=True), self._targets[part]
            if self._weights is None:
                _, dz = loss.value_and_gradient(z, y)
            else:
                _, dz = loss.weighted(z, y, self._weights[part], float(self._weights.mean()))
            model.backward(dz)
            total += model.dtheta * (len(part) / len(numbers))
        return total
