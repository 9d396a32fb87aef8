"""Four clouds, the opposite ones of one class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.settings import setting
from playground.datasets.point_set import ClassifiedPoints, Labels, Points


@dataclass(frozen=True)
class FourGaussians(ClassifiedPoints):
    """Four Gaussian clouds, the opposite ones of one class (XOR): no line separates them, a hidden layer does."""

    kind = "four_gaussians"
    noise: float = setting(0.4, low=0.0, high=1.5, help="Standard deviation of each cloud, in units of the plane")

    @classmethod
    def title(cls) -> str:
        return "Four clouds (XOR)"

    def place(self, labels: Labels, rng: np.random.Generator) -> Points:
        side = rng.choice([-1.0, 1.0], size=len(labels))
        return 1.6 * np.stack([side, np.where(labels == 0, side, -side)], axis=1)
