"""The penalty on large weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from nn.registry import Registered
from nn.settings import setting


@dataclass(eq=False)
class Penalty(Registered):
    """Adds l1 · Σ|w| + l2 · Σw² / 2 over the weights, never the biases, to the loss."""

    family = "penalty"
    kind = "penalty"

    l1: float = setting(0.0, low=0.0, high=1.0, label="L1", help="Pulls every weight to zero by the same amount")
    l2: float = setting(0.0, low=0.0, high=1.0, label="L2", help="Pulls every weight to zero in proportion to it")

    def add_gradient(self, theta: Array, dtheta: Array, weights: list[slice]) -> None:
        """Add l1 · sign w + l2 · w to the gradient `dtheta`, at each slice of the parameters that holds weights."""
        if self.l1:
            for where in weights:
                dtheta[where] += self.l1 * np.sign(theta[where])
        if self.l2:
            for where in weights:
                dtheta[where] += self.l2 * theta[where]
