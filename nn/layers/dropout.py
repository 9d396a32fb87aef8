"""Dropout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module
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

    def forward(self, x: Array, *, training: bool = False) -> Array:
        if not training:
            return x
        scale = self.scratch("scale", x.shape)
        np.multiply(
            self.rng.random(x.shape, np.float32) >= self.rate, 1 / (1 - self.rate), out=scale, casting="same_kind"
        )
        self.keep(scale)
        return np.multiply(x, scale, out=self.scratch("y", x.shape))

    def backward(self, dy: Array) -> Array:
        return np.multiply(dy, self.kept, out=self.scratch("dx", dy.shape))
