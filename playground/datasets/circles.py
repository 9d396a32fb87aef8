"""A disc inside a ring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.settings import setting
from playground.datasets.point_set import ClassifiedPoints, Labels, Points


@dataclass(frozen=True)
class Circles(ClassifiedPoints):
    """One class encircles the other: a few hidden units close the curve, or x₁² and x₂² make it linear."""

    kind = "circles"
    noise: float = setting(0.15, low=0.0, high=1.5, help="Standard deviation of the scatter, in units of the plane")

    def place(self, labels: Labels, rng: np.random.Generator) -> Points:
        angle = rng.uniform(0, 2 * np.pi, size=len(labels))
        radius = np.where(labels == 0, 1.0, 2.4)
        points: Points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return points
