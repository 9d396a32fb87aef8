"""Activations: what happens to each value, and the softmax over each sample's values."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.buffers import Buffer, of_input
from nn.module import Array, Module, Shape
from nn.settings import setting

HALF = np.array(0.5, np.float32)
"""An array, as NumPy takes that in half the time of a number."""


@dataclass(eq=False)
class Tanh(Module):
    """Squashes each value smoothly into -1 to 1."""

    kind = "tanh"
    formula = "y = tanh x"
    derivative = "1 − y²"
    elementwise = True

    def forward(self, x: Array) -> Array:
        return np.tanh(x, self.y)

    def backward(self, dy: Array) -> Array:
        # tanh' = 1 - tanh²:  dx = dy (1 - y²) = dy - dy y²
        dx = np.multiply(self.y, self.y, self.dx)
        dx *= dy
        return np.subtract(dy, dx, dx)


@dataclass(eq=False)
class Sigmoid(Module):
    """Squashes each value smoothly into 0 to 1, so that it can be read as a probability."""

    kind = "sigmoid"
    formula = "y = 1 / (1 + e⁻ˣ)"
    derivative = "y (1 − y)"
    elementwise = True

    def forward(self, x: Array) -> Array:
        # 1 / (1 + e⁻ˣ) = ½ + ½ tanh(x / 2), which no x overflows
        half = x * HALF
        y: Array = np.tanh(half, self.y)
        np.multiply(y, HALF, half)
        return np.add(half, HALF, y)

    def backward(self, dy: Array) -> Array:
        # σ' = e⁻ˣ / (1 + e⁻ˣ)² = σ (1 - σ):  dx = dy (y - y²)
        y, dx = self.y, self.dx
        slope: Array = y - np.multiply(y, y, dx)
        return np.multiply(slope, dy, dx)


@dataclass(eq=False)
class ReLU(Module):
    """Lets positive values through and makes the others zero."""

    kind = "relu"
    formula = "y = max(x, 0)"
    derivative = "1 if y > 0, else 0"
    elementwise = True

    y = Buffer(of_input, over="x")
    dx = Buffer(of_input, over="y")

    def forward(self, x: Array) -> Array:
        # NumPy's clip is several times faster than its maximum with a number
        self.x = x
        return x.clip(0, math.inf, self.y)

    def backward(self, dy: Array) -> Array:
        # dx = dy (1 where y > 0, else 0)
        dx = np.greater(self.y, 0, self.dx)
        dx *= dy
        return dx


@dataclass(eq=False)
class LeakyReLU(Module):
    """Lets positive values through and shrinks the others, so that no unit dies."""

    kind = "leaky_relu"
    formula = "y = max(x, slope · x)"
    derivative = "1 if x > 0, else slope"
    elementwise = True

    slope: float = setting(0.01, low=0.0, high=0.9, help="What negative values are multiplied by")

    dx = Buffer(of_input, over="y")

    def range_of(self, low: float, high: float, shape: Shape) -> tuple[float, float]:
        # without a slope nothing is left of any negative value: 0 · ∞ would be no number
        low, high = (max(end, self.slope * end if self.slope else 0.0) for end in (low, high))
        return low, high

    def forward(self, x: Array) -> Array:
        return np.maximum(x, np.multiply(x, self.slope, self.y), out=self.y)

    def backward(self, dy: Array) -> Array:
        # dx = dy (1 where y > 0, else slope)
        dx = np.greater(self.y, 0, self.dx)
        np.maximum(dx, self.slope, out=dx)
        dx *= dy
        return dx


@dataclass(eq=False)
class Softmax(Module):
    """Turns scores into probabilities that add up to 1."""

    kind = "softmax"
    formula = "yᵢ = e^xᵢ / Σⱼ e^xⱼ"
    derivative = "yⱼ ([i = j] − yᵢ)"

    def range_of(self, low: float, high: float, shape: Shape) -> tuple[float, float]:
        # one score at an end and all others at the other: 1 / (1 + Σ e^(other - one)); a single score is all there is
        others, share = shape[-1] - 1, math.exp(low - high)
        return share / (share + others) if others else 1.0, 1 / (1 + others * share)

    def forward(self, x: Array) -> Array:
        # the largest score is taken off first, so that no exponential overflows
        y: Array = np.subtract(x, x.max(axis=-2, keepdims=True), self.y)
        np.exp(y, y)
        y /= y.sum(axis=-2, keepdims=True)
        return y

    def backward(self, dy: Array) -> Array:
        # ∂yⱼ/∂xᵢ = yⱼ ([i = j] - yᵢ):  dxᵢ = Σⱼ dyⱼ yⱼ ([i = j] - yᵢ) = yᵢ (dyᵢ - Σⱼ yⱼ dyⱼ)
        dx = np.multiply(self.y, dy, self.dx)
        np.subtract(dy, dx.sum(axis=-2, keepdims=True), dx)
        dx *= self.y
        return dx
