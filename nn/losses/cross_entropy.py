"""Cross-entropy over classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.layers.softmax import Softmax
from nn.loss import Loss
from nn.module import Array


@dataclass(eq=False)
class CrossEntropy(Loss):
    """The mean, over the samples, of the surprise at the right class; it owns the Softmax.

    Targets are class numbers (n,) or one-hot rows (n, k).
    """

    kind = "cross_entropy"
    formula = "mean −log softmax(z)[class]"
    activation = Softmax

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        # log p = z - max z - log Σ e^(z - max z);  dz = (p - onehot) / n
        n = len(z)
        logs = z - z.max(axis=1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
        gradient = np.exp(logs)
        if y.ndim == 1:
            self._require_class_numbers(z, y)
            rows = np.arange(n)
            value = -float(logs[rows, y].mean())
            gradient[rows, y] -= 1
        else:
            self.require_same_shape(z, y)
            value = -float((logs * y).sum()) / n
            gradient -= y.astype(z.dtype, copy=False)
        gradient /= n
        return value, gradient

    def _require_class_numbers(self, z: Array, y: Array) -> None:
        if len(y) != len(z) or not np.issubdtype(y.dtype, np.integer):
            raise ValueError(
                f"CrossEntropy: targets {y.shape} of {y.dtype} do not fit outputs {z.shape}; "
                "give one whole class number a sample."
            )
        if len(y) and not 0 <= y.min() <= y.max() < z.shape[1]:
            raise ValueError(
                f"CrossEntropy: class numbers run from {y.min()} to {y.max()}, but there are {z.shape[1]} outputs; "
                "give the last layer one output a class."
            )
