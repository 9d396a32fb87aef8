"""Scores and pictures of a network, over the samples of its dataset."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn import Sequential
from nn.loss import Loss
from nn.module import Array, Shape
from playground.datasets.dataset import Dataset, Samples
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify, Reconstruct, Task
from playground.experiment.limits import MOST_TEST, MOST_TRAINING, MOST_VALIDATION, PLANE_SIDE
from playground.preparation import Prepared
from playground.training.finite import overflow_allowed
from playground.training.forward_passes import outputs_of
from playground.training.health import layer_health
from playground.training.reconstruction import Reconstruction
from playground.training.scores import Scores


class Evaluation:
    """Scores a network of one experiment: on up to `MOST_TRAINING` training, `MOST_VALIDATION` validation and
    `MOST_TEST` test samples."""

    def __init__(self, dataset: Dataset, samples: Samples, loss: Loss, output_shape: Shape, prepared: Prepared) -> None:
        self.task, self.loss, self._prepared = dataset.task, loss, prepared
        self._samples = samples

        def measured(x: Array, y: Array, most: int) -> _Set:
            return _Set.of(self.task, prepared, x[:most], y[:most], output_shape)

        self._train = measured(samples.x_train, samples.y_train, MOST_TRAINING)
        self._test = measured(samples.x_test, samples.y_test, MOST_TEST)
        self._validation: _Set | None = None
        if len(samples.x_validation):
            self._validation = measured(samples.x_validation, samples.y_validation, MOST_VALIDATION)
        self.size = sum(len(each.x) for each in (self._train, self._test, self._validation) if each is not None)
        self.class_weights: Array | None = None
        """How much a sample of each class counts in the costs (classes,); None where all count alike."""
        self._outputs: Array | None = None
        """Of the samples that the pictures show, at the last evaluation."""
        self._grid: Array | None = None
        if isinstance(dataset, PointSet):
            self._grid = prepared.inputs(dataset.expand(plane_grid(plane_extent(samples))))
        self._values = plane_values(samples)
        self.change(prepared)

    def change(self, prepared: Prepared) -> None:
        """Spoil the images that an autoencoder is measured on as training now does; the scaling is the same."""
        if isinstance(self.task, Reconstruct):
            samples = self._samples
            of_test = Reconstruction(samples.x_test[:MOST_TEST], samples.y_test[:MOST_TEST], prepared)
            self._of_test = self._of_pictured = of_test
            if self._validation is not None:
                self._of_pictured = Reconstruction(*pictured(samples), prepared)

    @overflow_allowed
    def scores(self, model: Sequential) -> Scores:
        """Cost and accuracy now; keeps the outputs that the pictures show."""
        train_loss, train_accuracy, _ = self._scores(model, self._train)
        test_loss, test_accuracy, test_outputs = self._scores(model, self._test)
        self._outputs = test_outputs
        validation_loss = validation_accuracy = None
        if self._validation is not None:
            validation_loss, validation_accuracy, self._outputs = self._scores(model, self._validation)
        errors = self._of_test.errors(model, test_outputs) if isinstance(self.task, Reconstruct) else None
        return Scores(
            train_loss, test_loss, train_accuracy, test_accuracy, errors, validation_loss, validation_accuracy
        )

    @overflow_allowed
    def health(self, model: Sequential) -> Array:
        """How each layer fares on the first test samples."""
        return layer_health(model, self._test.x)

    @overflow_allowed
    def whole_test_accuracy(self, model: Sequential) -> float | None:
        """Accuracy over every test sample, however many there are; None where there are no classes."""
        if not isinstance(self.task, Classify):
            return None
        x, y = self._samples.x_test, self._samples.y_test
        return self.task.accuracy(model.activate(outputs_of(model, x, self._prepared)), y)

    def _scores(self, model: Sequential, measured: _Set) -> tuple[float, float | None, Array]:
        before = outputs_of(model, measured.x)
        outputs = model.activate(before)
        accuracy = self.task.accuracy(outputs, measured.y) if isinstance(self.task, Classify) else None
        weights = None if self.class_weights is None else self.class_weights[measured.y]
        return self.loss.value(before, measured.targets, weights), accuracy, outputs

    @overflow_allowed
    def pictures(self, model: Sequential) -> dict[str, Any]:
        """The parts of a `Snapshot` that show what the network makes of the plane or of images."""
        if self._grid is not None:
            return self._plane(model, self._grid)
        if isinstance(self.task, Reconstruct):
            return self._of_pictured.pictures(model)
        if self._outputs is None or not isinstance(self.task, Classify):
            return {}
        confidence = self._outputs.max(axis=1).astype(np.float32)
        return {"predicted": self.task.decide(self._outputs).astype(np.uint8), "confidence": confidence}

    def _plane(self, model: Sequential, grid: Array) -> dict[str, Any]:
        outputs = model.activate(outputs_of(model, grid))
        low, high = (0.0, 1.0) if isinstance(self.task, Classify) else self._values
        shares = np.clip((outputs - low) / (high - low), 0, 1) * 255
        plane = np.nan_to_num(shares).astype(np.uint8).T.reshape(-1, PLANE_SIDE, PLANE_SIDE)
        return {"plane": np.ascontiguousarray(plane), "plane_range": (low, high)}


@dataclass(frozen=True, eq=False)
class _Set:
    """Inputs as the network is shown them, labels or values, and the targets that the loss compares with."""

    x: Array
    y: Array
    targets: Array

    @classmethod
    def of(cls, task: Task, prepared: Prepared, x: Array, y: Array, output_shape: Shape) -> _Set:
        return cls(prepared.inputs(x), y, targets_of(task, prepared, x, y, output_shape))


def pictured(samples: Samples) -> tuple[Array, Array]:
    """The images, and their labels, that a run's pictures are of: the first of the validation samples, or, where there
    are none, of the test samples."""
    if len(samples.x_validation):
        return samples.x_validation[:MOST_VALIDATION], samples.y_validation[:MOST_VALIDATION]
    return samples.x_test[:MOST_TEST], samples.y_test[:MOST_TEST]


def plane_extent(samples: Samples) -> float:
    """Half the side of the square, around the origin, that all points lie in."""
    all_of_them = (samples.x_train, samples.x_validation, samples.x_test)
    furthest = max(float(np.abs(x[:, :2]).max()) for x in all_of_them if len(x))
    return float(np.ceil(2 * furthest * 1.05) / 2)


def plane_grid(extent: float) -> Array:
    """Points (side², 2) over the square, top row first."""
    across = np.linspace(-extent, extent, PLANE_SIDE)
    x1, x2 = np.meshgrid(across, across[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def plane_values(samples: Samples) -> tuple[float, float]:
    """The range of values, even about zero, that a surface's colours stand for."""
    learnt = (samples.y_train, samples.y_validation)
    highest = math.ceil(10 * max(float(np.abs(y).max()) for y in learnt if len(y))) / 10
    return -max(highest, 0.1), max(highest, 0.1)


def targets_of(task: Task, prepared: Prepared, x: Array, y: Array, output_shape: Shape) -> Array:
    """The targets (n, *output_shape) of samples x and their labels or values y: for an autoencoder x itself, clean."""
    if isinstance(task, Reconstruct):
        return prepared.clean(x).reshape(-1, *output_shape)
    return task.targets(y, output_shape[0])
