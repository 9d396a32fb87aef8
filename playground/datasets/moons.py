"""Two crescents, one inside the other's bend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.settings import setting
from playground.datasets.point_set import ClassifiedPoints, Labels, Points


@dataclass(frozen=True)
class Moons(ClassifiedPoints):
    """Two crescents that reach into each other: the boundary has to bend twice."""

    kind = "moons"
    noise: float = setting(0.15, low=0.0, high=1.5, help="Standard deviation of the scatter, in units of the plane")

    def place(self, labels: Labels, rng: np.random.Generator) -> Points:
        angle = rng.uniform(0, np.pi, size=len(labels))
        upper = np.stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25], axis=1)
        return 1.7 * np.where((labels == 0)[:, None], upper, -upper)
