"""Adam."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.module import Array
from nn.optimiser import Optimiser, scalar
from nn.settings import setting


@dataclass(eq=False)
class Adam(Optimiser):
    """Momentum and a step size of its own for every parameter (Kingma and Ba, 2015)."""

    kind = "adam"
    formula = "m ← β₁m + (1 − β₁)g;  s ← β₂s + (1 − β₂)g²;  θ ← θ − rate · m̂ / (√ŝ + ε)"
    symbols = (
        ("m", "mean of the gradients, the older the less"),
        ("s", "size: mean of the squared gradients, the older the less"),
        ("m̂", "m without its beginning at 0"),
        ("ŝ", "s without its beginning at 0"),
        ("β₁ᵗ", "β₁ as often as there were updates: what is left of m's beginning"),
        ("β₂ᵗ", "β₂ as often as there were updates: what is left of s's beginning"),
    )
    letters = (("m", "mean"), ("s", "size"))

    examples = ({}, {"beta1": 0.5, "beta2": 0.9})

    learning_rate: float = setting(0.003, low=1e-5, high=10.0, scale="log", help="Length of a step")
    beta1: float = setting(0.9, low=0.0, high=0.999, label="β₁", help="Share of the mean gradient that is kept")
    beta2: float = setting(0.999, low=0.0, high=0.9999, label="β₂", help="Share of the gradient's size that is kept")
    epsilon: float = setting(1e-8, low=1e-12, high=1.0, scale="log", label="ε", help="Keeps steps of no size finite")

    def __post_init__(self) -> None:
        super().__post_init__()
        self._left1 = self._left2 = 1.0

    def steps(self, weight: bool = True) -> str:
        first, second, last = Adam.formula.split(";  ")
        return ";  ".join([first, second, "m̂ ← m / (1 − β₁ᵗ)", "ŝ ← s / (1 − β₂ᵗ)", last])

    def numbers(self) -> dict[str, float]:
        return {**super().numbers(), "β₁ᵗ": self._left1, "β₂ᵗ": self._left2}

    def update(self, theta: Array, dtheta: Array) -> None:
        mean, size, step = self.memory("mean", theta), self.memory("size", theta), self.scratch(theta)
        dtype = theta.dtype
        # m ← β₁ m + (1 - β₁) g;  as m + (1 - β₁) (g - m) it would lose a g far below m
        np.multiply(dtheta, scalar(1 - self.beta1, dtype), out=step)
        mean *= scalar(self.beta1, dtype)
        mean += step
        # s ← β₂ s + (1 - β₂) g²
        np.multiply(dtheta, scalar(1 - self.beta2, dtype), out=step)
        step *= dtheta
        size *= scalar(self.beta2, dtype)
        size += step
        # what is left, of 1, of the zeros that m and s began with: β₁ᵗ and β₂ᵗ, also where they are changed on the way
        self._left1 *= self.beta1
        self._left2 *= self.beta2
        # m̂ = m / (1 - β₁ᵗ), ŝ = s / (1 - β₂ᵗ);  with c = √(1 - β₂ᵗ), m̂ / (√ŝ + ε) = m̂ c / (√s + ε c)
        correction = math.sqrt(1 - self._left2)
        np.sqrt(size, out=step)
        step += self.epsilon * correction
        np.divide(mean, step, out=step)
        step *= self.rate * correction / (1 - self._left1)
        theta -= step

    def state(self) -> dict[str, Any]:
        return {**super().state(), "left": np.array([self._left1, self._left2])}

    def restore(self, state: dict[str, Any], theta: Array | None = None) -> None:
        super().restore(state, theta)
        self._left1, self._left2 = state["left"].tolist()
