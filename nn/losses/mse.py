"""The mean squared error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.loss import Loss
from nn.module import Array


@dataclass(eq=False)
class MSE(Loss):
    """The mean, over all outputs, of the squared difference from the target."""

    kind = "mse"
    formula = "mean (z − y)²"

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        # dz = 2 (z - y) / size
        self.require_same_shape(z, y)
        difference = np.subtract(z, y, dtype=z.dtype)
        flat = difference.reshape(-1)
        value = float(np.dot(flat, flat)) / flat.size
        difference *= 2 / flat.size
        return value, difference
