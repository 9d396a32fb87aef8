"""Cross-entropy over classes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.layers.softmax import Softmax
from nn.loss import Example, Loss
from nn.module import Array


@dataclass(eq=False)
class CrossEntropy(Loss):
    """The mean, over the samples, of the surprise at the right class; it owns the Softmax.

    Targets are class numbers (n,) or one-hot rows (n, k).
    """

    kind = "cross_entropy"
    formula = "mean −log softmax(z)[class]"
    activation = Softmax
    examples = (
        Example([[0.0, 0.0], [3.0, 3.0]], [0, 1], math.log(2)),
        Example([[1.0, 2.0, 0.5]], [[0.0, 1.0, 0.0]], math.log1p(math.exp(-1) + math.exp(-1.5))),
        Example([[1e4, -1e4]], [0], 0.0),
    )
    least_outputs = 2
    needs_shares = True

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        # log p = z - max z - log Σ e^(z - max z);  value = -Σ y log p / n;  dz = (p - y) / n
        # all turned to (k, n): over few classes NumPy adds up faster across the rows than along them
        y = self._turned_rows(z, y)
        logs = z.T.copy()
        logs -= logs.max(axis=0)
        p = np.exp(logs)
        total = p.sum(axis=0)
        logs -= np.log(total)
        p /= total
        p -= y
        p /= len(z)
        return -float(np.vdot(logs, y)) / len(z), p.T

    def _turned_rows(self, z: Array, y: Array) -> Array:
        """The targets as one-hot columns (k, n) in the outputs' dtype; ValueError if they do not fit."""
        if y.ndim != 1:
            self.require_same_shape(z, y)
            return np.asarray(y.T, z.dtype)
        if len(y) != len(z) or y.dtype.kind not in "iu":
            raise ValueError(
                f"CrossEntropy: targets {y.shape} of {y.dtype} do not fit outputs {z.shape}; "
                "give one whole class number a sample."
            )
        columns = np.equal(np.arange(z.shape[1])[:, None], y)
        if np.count_nonzero(columns) != len(y):
            raise ValueError(
                f"CrossEntropy: class numbers run from {y.min()} to {y.max()}, but there are {z.shape[1]} outputs; "
                "give the last layer one output a class."
            )
        return columns.astype(z.dtype)
