"""The Huber loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.buffers import samples_first
from nn.loss import Example, Loss, mean_of_outputs
from nn.module import Array
from nn.settings import setting


@dataclass(eq=False)
class Huber(Loss):
    """The mean, over all outputs, of half the squared difference, which beyond δ grows in a line (Huber, 1964).

    So a few targets that are far off, or wrong, do not decide alone. As PyTorch's HuberLoss.
    """

    kind = "huber"
    formula = "mean ½ e² where |e| ≤ δ, else δ (|e| − ½ δ), of e = z − y"
    derivative = "max(−δ, min(z − y, δ)) / m"
    symbols = (("e", "difference of output and target"),)
    examples = (
        Example([[1.0, 2.0], [0.0, -1.0]], [[1.0, 0.0], [0.25, 0.5]], (0 + 1.5 + 0.03125 + 1) / 4),
        Example([[1e4]], [[0.0]], 9999.5),
    )

    delta: float = setting(1.0, low=0.001, high=1000.0, scale="log", label="δ", help="Difference up to which it curves")

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        # with c = min(|e|, δ) both halves are c (|e| - c / 2), which no e overflows;  dz = e held to -δ … δ, / size
        difference = self.difference(z, y)
        slope = difference.clip(-self.delta, self.delta)
        value = float(np.vdot(slope, difference - slope / 2))
        slope /= z.size
        return value / z.size, samples_first(slope)

    def of_each(self, z: Array, y: Array) -> Array:
        difference = self.difference(z, y)
        slope = difference.clip(-self.delta, self.delta)
        return mean_of_outputs(slope * (difference - slope / 2))
