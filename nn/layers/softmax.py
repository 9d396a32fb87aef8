"""The softmax."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module


@dataclass(eq=False)
class Softmax(Module):
    """Turns scores into probabilities that add up to 1."""

    kind = "softmax"
    formula = "yᵢ = e^xᵢ / Σⱼ e^xⱼ"

    def forward(self, x: Array, *, training: bool = False) -> Array:
        # the largest score is taken off first, so that no exponential overflows
        y: Array = np.subtract(x, x.max(axis=-1, keepdims=True), out=self.scratch("y", x.shape) if training else None)
        np.exp(y, out=y)
        y /= y.sum(axis=-1, keepdims=True)
        if training:
            self.keep(y)
        return y

    def backward(self, dy: Array) -> Array:
        # dxᵢ = yᵢ (dyᵢ - Σⱼ yⱼ dyⱼ)
        y = self.kept
        dx = np.multiply(y, dy, out=self.scratch("dx", dy.shape))
        inner = dx.sum(axis=-1, keepdims=True)
        np.subtract(dy, inner, out=dx)
        dx *= y
        return dx
