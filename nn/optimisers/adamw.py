"""Adam with decay of weights."""

from __future__ import annotations

from dataclasses import dataclass

from nn.module import Array
from nn.optimisers.adam import Adam
from nn.settings import setting


@dataclass(eq=False)
class AdamW(Adam):
    """Adam that also lets every weight fade, by the same share however steep its gradient was.

    An L2 penalty in Adam would be divided by the gradient's size, and so hardly act where that is large (Loshchilov and
    Hutter, 2019). Biases do not fade, nor what a BatchNorm keeps.
    """

    kind = "adamw"
    formula = "θ ← θ − rate · decay · θ, then as Adam"

    examples = ({}, {"decay": 0.1, "beta2": 0.9})

    decay: float = setting(
        0.01, low=0.0, high=1.0, help="Share of each weight, times the rate, that an update takes off"
    )

    def steps(self, weight: bool = True) -> str:
        return f"θ ← θ − rate · decay · θ;  {super().steps()}" if weight else super().steps()

    def update(self, theta: Array, dtheta: Array) -> None:
        for where in self.decayed:
            theta[where] *= 1 - self.rate * self.decay
        super().update(theta, dtheta)
