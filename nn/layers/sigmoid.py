"""The logistic function."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module

HALF = np.array(0.5, np.float32)
"""An array, as NumPy takes that in half the time of a number."""


@dataclass(eq=False)
class Sigmoid(Module):
    """Squashes each value smoothly into 0 to 1, so that it can be read as a probability."""

    kind = "sigmoid"
    formula = "y = 1 / (1 + e⁻ˣ)"
    elementwise = True

    def forward(self, x: Array, *, training: bool = False) -> Array:
        # 1 / (1 + e⁻ˣ) = ½ + ½ tanh(x / 2), which no x overflows
        half = x * HALF
        y: Array = np.tanh(half, out=self.y if training else None)
        np.multiply(y, HALF, out=half)
        return np.add(half, HALF, out=y)

    def backward(self, dy: Array) -> Array:
        # dx = dy y (1 - y) = dy (y - y²)
        y, dx = self.y, self.dx
        slope: Array = y - np.multiply(y, y, out=dx)
        return np.multiply(slope, dy, out=dx)
