"""The leaky rectifier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module, Shape
from nn.settings import setting


@dataclass(eq=False)
class LeakyReLU(Module):
    """Lets positive values through and shrinks the others, so that no unit dies."""

    kind = "leaky_relu"
    formula = "y = max(x, slope · x)"
    elementwise = True

    slope: float = setting(0.01, low=0.0, high=0.9, help="What negative values are multiplied by")

    def range_of(self, low: float, high: float, shape: Shape) -> tuple[float, float]:
        # without a slope nothing is left of any negative value: 0 · ∞ would be no number
        low, high = (max(end, self.slope * end if self.slope else 0.0) for end in (low, high))
        return low, high

    def forward(self, x: Array, *, training: bool = False) -> Array:
        if training:
            self.x = x
        y = np.multiply(x, self.slope, out=self.y if training else None)
        return np.maximum(x, y, out=y)

    def backward(self, dy: Array) -> Array:
        # dx = dy (1 where x > 0, else slope)
        dx = self.dx
        np.greater(self.x, 0, out=dx)
        np.maximum(dx, self.slope, out=dx)
        dx *= dy
        return dx
