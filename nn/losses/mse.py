"""The mean squared error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.buffers import samples_first
from nn.loss import Example, Loss, mean_of_outputs
from nn.module import Array


@dataclass(eq=False)
class MSE(Loss):
    """The mean, over all outputs, of the squared difference from the target."""

    kind = "mse"
    formula = "mean (z − y)²"
    derivative = "2 (z − y) / m"
    examples = (Example([[1.0, 2.0], [0.0, -1.0]], [[1.0, 0.0], [0.5, 0.5]], (0 + 4 + 0.25 + 2.25) / 4),)

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        # dz = 2 (z - y) / size
        difference = self.difference(z, y)
        flat = difference.ravel()
        value = float(flat.dot(flat)) / z.size
        difference *= 2 / z.size
        return value, samples_first(difference)

    def of_each(self, z: Array, y: Array) -> Array:
        return mean_of_outputs(np.square(self.difference(z, y)))
