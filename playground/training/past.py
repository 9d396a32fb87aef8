"""The past of a run, as its pages see it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array


@dataclass(frozen=True, eq=False)
class Past:
    """A run's weights, float32 (m, parameters), at epochs (m,), the earliest first; m is at least 1."""

    epochs: Array
    weights: Array

    def within(self, most_bytes: int) -> Past:
        """A copy with as many of the moments, evenly, as have room in so many bytes: two at least, the ends."""
        count = len(self.epochs)
        most = max(2, most_bytes // max(1, self.weights[0].nbytes))
        places = np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))
        return Past(self.epochs[places], self.weights[places])
