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

    def forward(self, x: Array, *, training: bool = False) -> Array:
        if not training:
            return np.tanh(x)
        y = np.tanh(x, out=self.scratch("y", x.shape))
        self.keep(y)
        return y

    def backward(self, dy: Array) -> Array:
        # dx = dy (1 - y²)
        y = self.kept
        dx = np.multiply(y, y, out=self.scratch("dx", dy.shape))
        np.subtract(1, dx, out=dx)
        return np.multiply(dx, dy, out=dx)
