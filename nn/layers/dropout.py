"""Dropout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.module import NOT_YET, Array, Module, Shape
from nn.settings import setting


@dataclass(eq=False)
class Dropout(Module):
    """Silences a random share of the values in training, so that no unit relies on another.

    The others are scaled up by 1 / (1 - rate), so that predictions need no change (Srivastava et al., 2014).
    """

    kind = "dropout"
    group = "Regularisation"
    formula = "y = x · mask / (1 − rate)"

    rate: float = setting(0.5, low=0.0, high=0.95, help="Share of the values that are silenced")

    scale: ClassVar[Array] = NOT_YET

    def buffer_shapes(self, shape: Shape) -> dict[str, Shape]:
        return {"y": shape, "dx": shape, "scale": shape}

    def forward(self, x: Array, *, training: bool = False) -> Array:
        if not training:
            return x
        # scale = 1 / (1 - rate) where a value is kept, else 0
        scale = self.scale
        np.greater_equal(self.rng.random(x.shape, np.float32), self.rate, out=scale)
        scale *= 1 / (1 - self.rate)
        return np.multiply(x, scale, out=self.y)

    def backward(self, dy: Array) -> Array:
        return np.multiply(dy, self.scale, out=self.dx)
