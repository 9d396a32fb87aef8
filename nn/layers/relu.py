"""The rectifier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module


@dataclass(eq=False)
class ReLU(Module):
    """Lets positive values through and makes the others zero."""

    kind = "relu"
    formula = "y = max(x, 0)"

    def forward(self, x: Array, *, training: bool = False) -> Array:
        if not training:
            return np.maximum(x, 0)
        y = np.maximum(x, 0, out=self.scratch("y", x.shape))
        self.keep(y)
        return y

    def backward(self, dy: Array) -> Array:
        # dx = dy where y > 0, else 0
        positive = np.greater(self.kept, 0, out=self.scratch("positive", dy.shape, np.bool_))
        return np.multiply(dy, positive, out=self.scratch("dx", dy.shape))
