"""Stochastic gradient descent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from nn.optimiser import Optimiser
from nn.settings import setting


@dataclass(eq=False)
class SGD(Optimiser):
    """Steps straight down the gradient, with momentum where that is above zero.

    Nesterov's variant looks ahead along the momentum (Sutskever et al., 2013).
    """

    kind = "sgd"
    formula = "v ← momentum · v + g;  θ ← θ − rate · v"

    examples = ({}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True})

    learning_rate: float = setting(0.1, low=1e-5, high=10.0, scale="log", help="Length of a step")
    momentum: float = setting(0.0, low=0.0, high=0.999, help="Share of the last step that is kept")
    nesterov: bool = setting(False, help="Look ahead along the momentum")

    def update(self, theta: Array, dtheta: Array) -> None:
        step = self.scratch(theta)
        if self.momentum == 0:
            np.multiply(dtheta, self.learning_rate, out=step)
        else:
            velocity = self.memory("velocity", theta)
            velocity *= self.momentum
            velocity += dtheta
            if self.nesterov:
                # the gradient and the velocity that it will have: v ← momentum · v + g once more
                np.multiply(velocity, self.momentum, out=step)
                step += dtheta
                step *= self.learning_rate
            else:
                np.multiply(velocity, self.learning_rate, out=step)
        theta -= step
