"""Arms that wind around each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.settings import setting
from playground.datasets.point_set import ClassifiedPoints, Labels, Points


@dataclass(frozen=True)
class Spirals(ClassifiedPoints):
    """Arms that wind around each other, a class each: the classic test for a deeper network."""

    kind = "spirals"
    noise: float = setting(0.08, low=0.0, high=1.5, help="Standard deviation of the scatter, in units of the plane")
    arms: int = setting(2, low=2, high=5, help="Arms of the spiral, a class each")
    turns: float = setting(1.0, low=0.25, high=2.0, help="How often an arm winds around the middle")

    @property
    def classes(self) -> int:
        return self.arms

    def place(self, labels: Labels, rng: np.random.Generator) -> Points:
        # The square root spreads the points evenly along the arm, whose length grows with the radius squared.
        along = np.sqrt(rng.uniform(0.01, 1, size=len(labels)))
        angle = 2 * np.pi * (self.turns * along + labels / self.arms)
        points: Points = 2.8 * along[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return points
