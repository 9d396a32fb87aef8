"""Scores and pictures of a network, over the samples of its dataset."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from nn import Sequential
from nn.loss import Loss
from nn.module import Array, Shape
from playground.datasets.dataset import Dataset, Samples
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify, Reconstruct, Task
from playground.experiment.limits import MOST_TEST, MOST_TRAINING, PLANE_SIDE
from playground.preparation import Prepared
from playground.training.finite import overflow_allowed
from playground.training.forward_passes import outputs_of
from playground.training.health import layer_health
from playground.training.reconstruction import Reconstruction
from playground.training.scores import Scores


class Evaluation:
    """Scores a network of one experiment: on up to `MOST_TRAINING` training and `MOST_TEST` test samples."""

    def __init__(self, dataset: Dataset, samples: Samples, loss: Loss, output_shape: Shape, prepared: Prepared) -> None:
        self.task, self.loss, self._prepared = dataset.task, loss, prepared
        self._x_train, self._y_train = prepared.inputs(samples.x_train[:MOST_TRAINING]), samples.y_train[:MOST_TRAINING]
        self._x_test, self._y_test = prepared.inputs(samples.x_test[:MOST_TEST]), samples.y_test[:MOST_TEST]
        self._samples = samples
        self._train_targets, self._test_targets = (
            targets_of(self.task, prepared, x, y, output_shape)
            for x, y in ((samples.x_train[:MOST_TRAINING], self._y_train), (samples.x_test[:MOST_TEST], self._y_test))
        )
        self.size = len(self._x_train) + len(self._x_test)
        self.test_outputs: Array | None = None
        self._grid: Array | None = None
        if isinstance(dataset, PointSet):
            self._grid = prepared.inputs(dataset.expand(plane_grid(plane_extent(samples))))
        self._values = plane_values(samples)
        self.change(prepared)

    def change(self, prepared: Prepared) -> None:
        """Spoil the test images of an autoencoder as training now does; the scaling is the same."""
        if isinstance(self.task, Reconstruct):
            self._reconstruction = Reconstruction(self._samples, MOST_TEST, prepared)

    @overflow_allowed
    def scores(self, model: Sequential) -> Scores:
        """Cost and accuracy now; keeps the test outputs for the pictures."""
        train_loss, train_accuracy, _ = self._scores(model, self._x_train, self._y_train, self._train_targets)
        test_loss, test_accuracy, outputs = self._scores(model, self._x_test, self._y_test, self._test_targets)
        self.test_outputs = outputs
        errors = self._reconstruction.errors(model, outputs) if isinstance(self.task, Reconstruct) else None
        return Scores(train_loss, test_loss, train_accuracy, test_accuracy, errors)

    @overflow_allowed
    def health(self, model: Sequential) -> Array:
        """How each layer fares on the first test samples."""
        return layer_health(model, self._x_test)

    @overflow_allowed
    def whole_test_accuracy(self, model: Sequential) -> float | None:
        """Accuracy over every test sample, however many there are; None where there are no classes."""
        if not isinstance(self.task, Classify):
            return None
        x, y = self._samples.x_test, self._samples.y_test
        return self.task.accuracy(model.activate(outputs_of(model, x, self._prepared)), y)

    def _scores(self, model: Sequential, x: Array, y: Array, targets: Array) -> tuple[float, float | None, Array]:
        before = outputs_of(model, x)
        outputs = model.activate(before)
        accuracy = self.task.accuracy(outputs, y) if isinstance(self.task, Classify) else None
        return self.loss.value(before, targets), accuracy, outputs

    @overflow_allowed
    def pictures(self, model: Sequential) -> dict[str, Any]:
        """The parts of a `Snapshot` that show what the network makes of the plane or of the test images."""
        if self._grid is not None:
            return self._plane(model, self._grid)
        if isinstance(self.task, Reconstruct):
            return self._reconstruction.pictures(model)
        if self.test_outputs is None or not isinstance(self.task, Classify):
            return {}
        confidence = self.test_outputs.max(axis=1).astype(np.float32)
        return {"predicted": self.task.decide(self.test_outputs).astype(np.uint8), "confidence": confidence}

    def _plane(self, model: Sequential, grid: Array) -> dict[str, Any]:
        outputs = model.activate(outputs_of(model, grid))
        low, high = (0.0, 1.0) if isinstance(self.task, Classify) else self._values
        shares = np.clip((outputs - low) / (high - low), 0, 1) * 255
        plane = np.nan_to_num(shares).astype(np.uint8).T.reshape(-1, PLANE_SIDE, PLANE_SIDE)
        return {"plane": np.ascontiguousarray(plane), "plane_range": (low, high)}


def plane_extent(samples: Samples) -> float:
    """Half the side of the square, around the origin, that all points lie in."""
    furthest = max(float(np.abs(x[:, :2]).max()) for x in (samples.x_train, samples.x_test))
    return float(np.ceil(2 * furthest * 1.05) / 2)


def plane_grid(extent: float) -> Array:
    """Points (side², 2) over the square, top row first."""
    across = np.linspace(-extent, extent, PLANE_SIDE)
    x1, x2 = np.meshgrid(across, across[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def plane_values(samples: Samples) -> tuple[float, float]:
    """The range of values, even about zero, that a surface's colours stand for."""
    highest = math.ceil(10 * float(np.abs(samples.y_train).max())) / 10
    return -max(highest, 0.1), max(highest, 0.1)


def targets_of(task: Task, prepared: Prepared, x: Array, y: Array, output_shape: Shape) -> Array:
    """The targets (n, *output_shape) of samples x and their labels or values y: for an autoencoder x itself, clean."""
    if isinstance(task, Reconstruct):
        return prepared.clean(x).reshape(-1, *output_shape)
    return task.targets(y, output_shape[0])
