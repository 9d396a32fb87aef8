"""The squares of a checkerboard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.settings import setting
from playground.datasets.point_set import ClassifiedPoints, Labels, Points


@dataclass(frozen=True)
class Checkerboard(ClassifiedPoints):
    """The squares of a checkerboard: many corners, so it asks for more units and more patience."""

    kind = "checkerboard"
    noise: float = setting(0.03, low=0.0, high=1.5, help="Standard deviation of the scatter, in units of the plane")
    squares: int = setting(3, low=2, high=6, help="Squares along each side of the board")

    def place(self, labels: Labels, rng: np.random.Generator) -> Points:
        cells = np.array([(row, column) for row in range(self.squares) for column in range(self.squares)])
        colour = cells.sum(axis=1) % 2
        chosen = np.empty((len(labels), 2))
        for label in (0, 1):
            here = labels == label
            chosen[here] = rng.choice(cells[colour == label], size=int(here.sum()))
        return (chosen + rng.uniform(0, 1, size=chosen.shape)) * (6 / self.squares) - 3
