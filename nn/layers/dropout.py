"""Dropout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.buffers import Buffer, of_input, samples_last
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
    derivative = "mask / (1 − rate)"
    symbols = (("mask", "1 where the value is kept, else 0"),)
    needs_y = False
    passes_on = True

    rate: float = setting(0.5, low=0.0, high=0.95, help="Share of the values that are silenced")

    scale = Buffer(of_input)

    def forward(self, x: Array) -> Array:
        if not self.training:
            return x
        # scale = 1 / (1 - rate) where a value is kept, else 0; drawn a sample at a time
        drawn = self.rng.random((self.count, *self.shape), np.float32)
        np.greater_equal(samples_last(drawn), self.rate, self.scale)
        self.scale *= 1 / (1 - self.rate)
        return np.multiply(x, self.scale, self.y)

    def backward(self, dy: Array) -> Array:
        # dx = dy scale
        return np.multiply(dy, self.scale, self.dx)
