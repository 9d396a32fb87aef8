"""The softmax."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module, Shape


@dataclass(eq=False)
class Softmax(Module):
    """Turns scores into probabilities that add up to 1."""

    kind = "softmax"
    formula = "yᵢ = e^xᵢ / Σⱼ e^xⱼ"

    def range_of(self, low: float, high: float, shape: Shape) -> tuple[float, float]:
        # one score at an end and all others at the other: 1 / (1 + Σ e^(other - one)); a single score is all there is
        others, share = shape[-1] - 1, math.exp(low - high)
        return share / (share + others) if others else 1.0, 1 / (1 + others * share)

    def forward(self, x: Array, *, training: bool = False) -> Array:
        # the largest score is taken off first, so that no exponential overflows
        y: Array = np.subtract(x, x.max(axis=-1, keepdims=True), out=self.y if training else None)
        np.exp(y, out=y)
        y /= y.sum(axis=-1, keepdims=True)
        return y

    def backward(self, dy: Array) -> Array:
        # dxᵢ = yᵢ (dyᵢ - Σⱼ yⱼ dyⱼ)
        y, dx = self.y, self.dx
        np.multiply(y, dy, out=dx)
        np.subtract(dy, dx.sum(axis=-1, keepdims=True), out=dx)
        dx *= y
        return dx
