"""Stochastic gradient descent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from nn.optimiser import Optimiser, scalar
from nn.settings import setting


@dataclass(eq=False)
class SGD(Optimiser):
    """Steps straight down the gradient, with momentum where that is above zero.

    Nesterov's variant looks ahead along the momentum (Sutskever et al., 2013).
    """

    kind = "sgd"
    formula = "v ← momentum · v + g;  θ ← θ − rate · v"
    symbols = (("v", "velocity: the gradients so far, the older the less"),)
    letters = (("v", "velocity"),)

    examples = ({}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True})

    learning_rate: float = setting(0.1, low=1e-5, high=10.0, scale="log", help="Length of a step")
    momentum: float = setting(0.0, low=0.0, high=0.999, help="Share of the last step that is kept")
    nesterov: bool = setting(False, help="Look ahead along the momentum")

    def steps(self, weight: bool = True) -> str:
        if self.momentum == 0:
            return "θ ← θ − rate · g"
        return self.formula.replace("rate · v", "rate · (g + momentum · v)") if self.nesterov else self.formula

    def update(self, theta: Array, dtheta: Array) -> None:
        step, rate = self.scratch(theta), scalar(self.rate, theta.dtype)
        if self.momentum == 0:
            # momentum that is given again later must not find the velocity of long ago
            self._memory.clear()
            np.multiply(dtheta, rate, out=step)
        else:
            velocity, momentum = self.memory("velocity", theta), scalar(self.momentum, theta.dtype)
            velocity *= momentum
            velocity += dtheta
            if self.nesterov:
                # the gradient and the velocity that it will have: v ← momentum · v + g once more
                np.multiply(velocity, momentum, out=step)
                step += dtheta
                step *= rate
            else:
                np.multiply(velocity, rate, out=step)
        theta -= step
