"""Cross-entropy over classes."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn.buffers import ones
from nn.class_loss import ClassLoss
from nn.layers.activations import Softmax
from nn.loss import Example, weighted_products, weighted_sum
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
        if self._has_unlabelled(z, y):
            return self._of_labelled(super().value_and_gradient, z, y)
        return super().value_and_gradient(z, y)

    def weighted(self, z: Array, y: Array, weights: Array, mean: float | None = None) -> tuple[float, Array]:
        self.require_weights(z, weights)
        weighted = functools.partial(super().weighted, mean=mean)
        return self._of_labelled(weighted, z, y, weights) if self._has_unlabelled(z, y) else weighted(z, y, weights)

    def of_each(self, z: Array, y: Array) -> Array:
        if not self._has_unlabelled(z, y):
            return super().of_each(z, y)
        labelled, each = y != UNLABELLED, np.zeros(len(z), z.dtype)
        each[labelled] = super().of_each(z[labelled], y[labelled])
        return each

    def of_rows(self, z: Array, y: Array) -> tuple[float, Array]:
        # log p = z - max z - log Σ e^(z - max z);  value = -Σ y log p / n;  dz = (p Σ y - y) / n
        self._smooth(y)
        below = z.T - np.maximum.reduce(z.T)
        p = np.exp(below)
        each = ones(len(p), p.dtype)
        total, shares = each.dot(p), each.dot(y)
        value = float(shares.dot(np.log(total))) - weighted_sum(y, below)
        p *= shares / total
        p -= y
        p /= len(z)
        return value / len(z), p.T

    def of_each_row(self, z: Array, y: Array) -> Array:
        self._smooth(y)
        logs = z.T - np.maximum.reduce(z.T)
        logs -= np.log(np.add.reduce(np.exp(logs)))
        surprise: Array = -np.add.reduce(weighted_products(y, logs))
        return surprise

    def _smooth(self, y: Array) -> None:
        """y ← (1 - smoothing) y + smoothing / k"""
        if self.smoothing:
            y *= 1 - self.smoothing
            y += self.smoothing / len(y)

    def require_targets(self, y: Array, shape: Shape) -> None:
        if self.ignore and y.ndim == 1:
            known = y[y != UNLABELLED]
            if len(y) and not len(known):
                raise ValueError("CrossEntropy: every class number is -1, for none; give some samples a class.")
            y = known
        super().require_targets(y, shape)

    def _has_unlabelled(self, z: Array, y: Array) -> bool:
        return self.ignore and y.ndim == 1 and len(y) == len(z) and bool((y == UNLABELLED).any())

    def _of_labelled(
        self, of: Callable[..., tuple[float, Array]], z: Array, y: Array, *weights: Array
    ) -> tuple[float, Array]:
        """The loss of the samples with a label, as `of` gives it; the others have no part in it, and no gradient."""
        labelled = np.flatnonzero(y != UNLABELLED)
        gradient, value = np.zeros_like(z), 0.0
        if len(labelled):
            value, gradient[labelled] = of(*(each[labelled] for each in (z, y, *weights)))
        return value, gradient
