"""The softmax."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module


@dataclass(eq=False)
class Softmax(Module):
    """Turns scores into probabilities that add up to 1."""

    kind = "softmax"
    bounds = (0, 1)
    formula = "yᵢ = e^xᵢ / Σⱼ e^xⱼ"

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
