"""Cross-entropy over classes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.buffers import ones
from nn.class_loss import ClassLoss
from nn.layers.activations import Softmax
from nn.loss import Example, weighted_sum
from nn.module import Array, Shape
from nn.settings import setting

UNLABELLED = -1
"""The class number of a sample whose class nobody knows."""


@dataclass(eq=False)
class CrossEntropy(ClassLoss):
    """The mean, over the samples, of the surprise at the right class; it owns the Softmax.

    Targets are class numbers (n,) or one-hot rows (n, k). With `smoothing` every class is believed in a little, so that
    no score need grow without end (Szegedy et al., 2016). With `ignore`, the mean is over the samples that have a
    label; where none has, it is 0 (PyTorch's is no number).
    """

    kind = "cross_entropy"
    formula = "mean −log softmax(z)[class]"
    derivative = "p − y"
    symbols = (("p", "share that the softmax gives to the output's class"), ("class", "the right class"))
    activation = Softmax
    examples = (
        Example([[0.0, 0.0], [3.0, 3.0]], [0, 1], math.log(2)),
        Example([[1.0, 2.0, 0.5]], [[0.0, 1.0, 0.0]], math.log1p(math.exp(-1) + math.exp(-1.5))),
        Example([[1e4, -1e4]], [0], 0.0),
    )

    smoothing: float = setting(0.0, low=0.0, high=0.5, help="Share of every target that is spread over all classes")
    ignore: bool = setting(False, help="Whether a class number of -1 marks a sample that counts for nothing")

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        if self.ignore and y.ndim == 1 and len(y) == len(z):
            labelled = np.flatnonzero(y != UNLABELLED)
            if len(labelled) < len(y):
                return self._of_labelled(z, y, labelled)
        return super().value_and_gradient(z, y)

    def of_rows(self, z: Array, y: Array) -> tuple[float, Array]:
        # log p = z - max z - log Σ e^(z - max z);  value = -Σ y log p / n;  dz = (p Σ y - y) / n
        if self.smoothing:
            # y ← (1 - smoothing) y + smoothing / k
            y *= 1 - self.smoothing
            y += self.smoothing / len(y)
        logs = z.T.copy()
        logs -= np.maximum.reduce(logs)
        p = np.exp(logs)
        each = ones(len(p), p.dtype)
        total = each.dot(p)
        logs -= np.log(total)
        p *= each.dot(y) / total
        p -= y
        p /= len(z)
        return -weighted_sum(y, logs) / len(z), p.T

    def require_targets(self, y: Array, shape: Shape) -> None:
        if self.ignore and y.ndim == 1:
            known = y[y != UNLABELLED]
            if len(y) and not len(known):
                raise ValueError("CrossEntropy: every class number is -1, for none; give some samples a class.")
            y = known
        super().require_targets(y, shape)

    def _of_labelled(self, z: Array, y: Array, labelled: Array) -> tuple[float, Array]:
        gradient, value = np.zeros_like(z), 0.0
        if len(labelled):
            value, gradient[labelled] = super().value_and_gradient(z[labelled], y[labelled])
        return value, gradient
