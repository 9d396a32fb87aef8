"""Smooth relatives of the rectifier: ELU, GELU, Swish and Softplus."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.buffers import Buffer, of_input
from nn.layers.activations import HALF
from nn.module import Array, Module, Shape
from nn.settings import setting

FAR = 10.0
"""From here on GELU is x or 0 in double precision too: tanh √(2/π) (10 + 45) is 1."""
SLOPE, CUBIC = math.sqrt(2 / math.pi), 0.044715
"""Of the cubic in GELU's tanh."""


@dataclass(eq=False)
class ELU(Module):
    """Lets positive values through and bends the others smoothly towards -α (Clevert et al., 2016)."""

    kind = "elu"
    formula = "y = x if x > 0, else α (eˣ − 1)"
    derivative = "1 if x > 0, else y + α"
    elementwise = True

    alpha: float = setting(1.0, low=0.1, high=5.0, label="α", help="How far below zero it goes")

    def forward(self, x: Array) -> Array:
        # min(x, 0) first, so that no exponential overflows
        y: Array = np.minimum(x, 0, out=self.y)
        np.expm1(y, y)
        y *= self.alpha
        y += x.clip(0, math.inf)
        return y

    def backward(self, dy: Array) -> Array:
        # where x > 0, dx = dy; else y = α eˣ - α, and dx = dy α eˣ = dy (y + α)
        return np.multiply(dy, np.where(self.y > 0, 1, self.y + self.alpha), out=self.dx)


class Dipping(Module):
    """Base of activations that fall to a lowest point, below zero, and rise behind it; far to the left they are 0."""

    elementwise = True

    def lowest(self) -> tuple[float, float]:
        """The lowest point, and its value."""
        raise NotImplementedError

    def range_of(self, low: float, high: float, shape: Shape) -> tuple[float, float]:
        place, least = self.lowest()
        # far to the left nothing is left of any value: -∞ · 0 would be no number
        ends = self.predict(np.array([[max(low, -1e6), high]]))[0].tolist()
        return least if low <= place <= high else min(ends), max(ends) + 0.0


@dataclass(eq=False)
class GELU(Dipping):
    """Weighs each value by about the chance that a standard normal number lies below it.

    The form with tanh (Hendrycks and Gimpel, 2016), PyTorch's `approximate="tanh"`: the exact one, PyTorch's default,
    needs an error function, which NumPy has not; they differ by less than 0.0005.
    """

    kind = "gelu"
    formula = "y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))"
    derivative = "½ (1 + tanh u) + ½ x (1 − (tanh u)²) √(2/π) (1 + 3 · 0.044715 x²), of u = √(2/π) (x + 0.044715 x³)"
    symbols = (("u", "what the tanh is taken of"),)
    needs_y = False

    slope = Buffer(of_input)

    def lowest(self) -> tuple[float, float]:
        return -0.7524614220710163, -0.170040750571254

    def forward(self, x: Array) -> Array:
        # beyond `FAR` x is taken off, so that no power overflows; with u = √(2/π) (x + 0.044715 x³) and t = tanh u,
        # y' = ½ (1 + t) + ½ x (1 - t²) u',  u' = √(2/π) (1 + 3 · 0.044715 x²)
        near = x.clip(-FAR, FAR)
        squared = near * near
        t: Array = np.tanh(near * (SLOPE + SLOPE * CUBIC * squared))
        share = HALF + HALF * t
        if self.training:
            rise = HALF * near * (1 - t * t)
            np.add(share, rise * (SLOPE + 3 * SLOPE * CUBIC * squared), self.slope)
        y: Array = np.multiply(x, share, self.y)
        return y

    def backward(self, dy: Array) -> Array:
        # dx = dy y'
        return np.multiply(dy, self.slope, self.dx)


@dataclass(eq=False)
class Swish(Dipping):
    """Weighs each value by its own sigmoid (Ramachandran, Zoph and Le, 2017; with β = 1 also called SiLU)."""

    kind = "swish"
    formula = "y = x / (1 + e^−βx)"
    derivative = "σ(βx) + β y (1 − σ(βx))"
    symbols = (("σ", "sigmoid, 1 / (1 + e⁻ˣ)"),)

    beta: float = setting(1.0, low=0.1, high=10.0, label="β", help="How sharply it bends; the larger, the more a ReLU")

    share = Buffer(of_input)

    def lowest(self) -> tuple[float, float]:
        return -1.278464542761074 / self.beta, -0.278464542761074 / self.beta

    def forward(self, x: Array) -> Array:
        # σ(βx) = ½ + ½ tanh(βx / 2), which no x overflows
        share: Array = np.tanh(np.multiply(x, self.beta / 2, self.y), self.share)
        share *= HALF
        share += HALF
        return np.multiply(x, share, self.y)

    def backward(self, dy: Array) -> Array:
        # y = x s with s = σ(βx) and s' = β s (1 - s):  y' = s + β x s (1 - s) = s + β y (1 - s)
        slope: Array = self.beta * self.y * (1 - self.share)
        slope += self.share
        return np.multiply(dy, slope, self.dx)


@dataclass(eq=False)
class Softplus(Module):
    """Rounds off the corner of a rectifier, so that every output is above zero (Dugas et al., 2001)."""

    kind = "softplus"
    formula = "y = log(1 + eˣ)"
    derivative = "1 − e⁻ʸ"
    elementwise = True

    def forward(self, x: Array) -> Array:
        # log(1 + eˣ) = max(x, 0) + log(1 + e^-|x|), which no x overflows
        y: Array = np.abs(x, self.y)
        np.exp(np.negative(y, y), y)
        np.log1p(y, y)
        y += x.clip(0, math.inf)
        return y

    def backward(self, dy: Array) -> Array:
        # y' = eˣ / (1 + eˣ) = 1 - e⁻ʸ
        slope = np.expm1(np.negative(self.y, self.dx), self.dx)
        return np.multiply(dy, np.negative(slope, slope), slope)
