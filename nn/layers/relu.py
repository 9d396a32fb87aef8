"""The rectifier."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module, Shape


@dataclass(eq=False)
class ReLU(Module):
    """Lets positive values through and makes the others zero."""

    kind = "relu"
    formula = "y = max(x, 0)"
    elementwise = True

    def buffer_shapes(self, shape: Shape) -> dict[str, Shape]:
        return {"y": shape}

    def forward(self, x: Array, *, training: bool = False) -> Array:
        if training:
            self.keep()
        # NumPy's clip is several times faster than its maximum with a number
        return x.clip(0, math.inf, out=self.y if training else None)

    def backward(self, dy: Array) -> Array:
        # dx = dy (1 where y > 0, else 0), in the memory of y: the less there is to move, the faster
        dx = self.y
        self.spend()
        np.greater(dx, 0, out=dx)
        dx *= dy
        return dx
