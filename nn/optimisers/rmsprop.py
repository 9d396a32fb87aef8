"""RMSprop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from nn.optimiser import Optimiser, scalar
from nn.settings import setting


@dataclass(eq=False)
class RMSprop(Optimiser):
    """Divides each step by the recent size of its gradient (Tieleman and Hinton, 2012)."""

    kind = "rmsprop"
    formula = "s ← decay · s + (1 − decay) g²;  θ ← θ − rate · g / (√s + ε)"
    symbols = (("s", "size: mean of the squared gradients, the older the less"),)
    letters = (("s", "size"),)

    examples = ({}, {"decay": 0.5})

    learning_rate: float = setting(0.01, low=1e-5, high=10.0, scale="log", help="Length of a step")
    decay: float = setting(0.99, low=0.0, high=0.9999, help="How slowly the gradient's size is forgotten")
    epsilon: float = setting(1e-8, low=1e-12, high=1.0, scale="log", label="ε", help="Keeps steps of no size finite")

    def update(self, theta: Array, dtheta: Array) -> None:
        size, step, dtype = self.memory("size", theta), self.scratch(theta), theta.dtype
        # s ← decay · s + (1 - decay) g²;  as s + (1 - decay) (g² - s) it would lose a g² far below s
        np.multiply(dtheta, scalar(1 - self.decay, dtype), out=step)
        step *= dtheta
        size *= scalar(self.decay, dtype)
        size += step
        # θ ← θ - rate · g / (√s + ε)
        np.sqrt(size, out=step)
        step += scalar(self.epsilon, dtype)
        np.divide(dtheta, step, out=step)
        step *= scalar(self.rate, dtype)
        theta -= step
