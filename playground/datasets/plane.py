"""A sloping plane over the plane."""

from __future__ import annotations

from dataclasses import dataclass

from nn.settings import setting
from playground.datasets.point_set import Points, Surface


@dataclass(frozen=True)
class Plane(Surface):
    """A sloping plane: one Linear layer finds it exactly, up to the noise."""

    kind = "plane"
    noise: float = setting(0.05, low=0.0, high=1.5, help="Standard deviation of the noise on the values")

    @classmethod
    def title(cls) -> str:
        return "Sloping plane"

    def height(self, points: Points) -> Points:
        heights: Points = (points[:, 0] + points[:, 1]) / 6
        return heights
