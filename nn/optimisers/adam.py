"""Adam."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from nn.optimiser import Optimiser
from nn.settings import setting

EPSILON = 1e-8


@dataclass(eq=False)
class Adam(Optimiser):
    """Momentum and a step size of its own for every parameter (Kingma and Ba, 2015)."""

    kind = "adam"
    formula = "m ← β₁m + (1 − β₁)g;  s ← β₂s + (1 − β₂)g²;  θ ← θ − rate · m̂ / (√ŝ + ε)"

    examples = ({}, {"beta1": 0.5, "beta2": 0.9})

    learning_rate: float = setting(0.003, low=1e-5, high=10.0, scale="log", help="Length of a step")
    beta1: float = setting(0.9, low=0.0, high=0.999, label="β₁", help="Share of the mean gradient that is kept")
    beta2: float = setting(0.999, low=0.0, high=0.9999, label="β₂", help="Share of the gradient's size that is kept")

    def update(self, theta: Array, dtheta: Array) -> None:
        mean, size, step = self.memory("mean", theta), self.memory("size", theta), self.scratch(theta)
        self.updates += 1
        # m ← m + (1 - β₁) (g - m)
        np.subtract(dtheta, mean, out=step)
        step *= 1 - self.beta1
        mean += step
        # s ← s + (1 - β₂) (g² - s)
        np.multiply(dtheta, dtheta, out=step)
        step -= size
        step *= 1 - self.beta2
        size += step
        # m̂ = m / (1 - β₁ᵗ), ŝ = s / (1 - β₂ᵗ);  with c = √(1 - β₂ᵗ), m̂ / (√ŝ + ε) = m̂ c / (√s + ε c)
        correction = math.sqrt(1 - self.beta2**self.updates)
        np.sqrt(size, out=step)
        step += EPSILON * correction
        np.divide(mean, step, out=step)
        step *= self.learning_rate * correction / (1 - self.beta1**self.updates)
        theta -= step
