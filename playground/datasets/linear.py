"""Two clouds that a straight line separates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.settings import setting
from playground.datasets.point_set import ClassifiedPoints, Labels, Points


@dataclass(frozen=True)
class Linear(ClassifiedPoints):
    """Two Gaussian clouds that a straight line separates: one Linear layer is enough."""

    kind = "linear"
    noise: float = setting(0.4, low=0.0, high=1.5, help="Standard deviation of each cloud, in units of the plane")

    @classmethod
    def title(cls) -> str:
        return "Two clouds (linear)"

    def place(self, labels: Labels, rng: np.random.Generator) -> Points:
        return np.array([[-1.5, -1.0], [1.5, 1.0]])[labels]
