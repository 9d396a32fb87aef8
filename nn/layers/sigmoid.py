"""The logistic function."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module


@dataclass(eq=False)
class Sigmoid(Module):
    """Squashes each value smoothly into 0 to 1, so that it can be read as a probability."""

    kind = "sigmoid"
    formula = "y = 1 / (1 + e⁻ˣ)"

    def forward(self, x: Array, *, training: bool = False) -> Array:
        # 1 / (1 + e⁻ˣ) = ½ + ½ tanh(x / 2), which no x overflows
        y = self.scratch("y", x.shape) if training else np.empty_like(x)
        np.multiply(x, 0.5, out=y)
        np.tanh(y, out=y)
        y *= 0.5
        y += 0.5
        if training:
            self.keep(y)
        return y

    def backward(self, dy: Array) -> Array:
        # dx = dy y (1 - y)
        y = self.kept
        dx = np.subtract(1, y, out=self.scratch("dx", dy.shape))
        dx *= y
        return np.multiply(dx, dy, out=dx)
