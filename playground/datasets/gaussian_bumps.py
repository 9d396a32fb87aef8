"""Hills and hollows over the plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.settings import setting
from playground.datasets.point_set import Points, Surface

# Centre (x₁, x₂) and height of each bump.
_BUMPS = ((-1.6, -1.4, 1.0), (1.5, 1.6, 1.0), (-1.4, 1.7, -1.0), (1.7, -1.5, -1.0), (0.0, 0.1, 0.7))


@dataclass(frozen=True)
class GaussianBumps(Surface):
    """Hills and hollows: a hidden layer has to shape each of them."""

    kind = "gaussian_bumps"
    noise: float = setting(0.05, low=0.0, high=1.5, help="Standard deviation of the noise on the values")

    @classmethod
    def title(cls) -> str:
        return "Gaussian bumps"

    def height(self, points: Points) -> Points:
        heights = np.zeros(len(points))
        for x1, x2, height in _BUMPS:
            heights += height * np.exp(-((points[:, 0] - x1) ** 2 + (points[:, 1] - x2) ** 2))
        return heights
