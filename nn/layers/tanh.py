"""The hyperbolic tangent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module


@dataclass(eq=False)
class Tanh(Module):
    """Squashes each value smoothly into -1 to 1."""

    kind = "tanh"
    formula = "y = tanh x"
    elementwise = True

    def forward(self, x: Array, *, training: bool = False) -> Array:
        return np.tanh(x, out=self.y if training else None)

    def backward(self, dy: Array) -> Array:
        # dx = dy (1 - y²) = dy - dy y²
        y, dx = self.y, self.dx
        np.multiply(y, y, out=dx)
        dx *= dy
        return np.subtract(dy, dx, out=dx)
