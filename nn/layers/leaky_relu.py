"""The leaky rectifier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module
from nn.settings import setting


@dataclass(eq=False)
class LeakyReLU(Module):
    """Lets positive values through and shrinks the others, so that no unit dies."""

    kind = "leaky_relu"
    formula = "y = max(x, slope · x)"

    slope: float = setting(0.01, low=0.0, high=0.9, help="What negative values are multiplied by")

    def forward(self, x: Array, *, training: bool = False) -> Array:
        y = np.multiply(x, self.slope, out=self.scratch("y", x.shape) if training else None)
        np.maximum(x, y, out=y)
        if training:
            self.keep(x)
        return y

    def backward(self, dy: Array) -> Array:
        # dx = dy where x > 0, else slope · dy
        positive = np.greater(self.kept, 0, out=self.scratch("positive", dy.shape, np.bool_))
        dx = np.multiply(dy, self.slope, out=self.scratch("dx", dy.shape))
        np.copyto(dx, dy, where=positive)
        return dx
