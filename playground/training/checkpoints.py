"""Checkpoints: the weights of a run in its past, to go back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.module import Array

MOST_CHECKPOINTS = 24
MOST_BYTES = 8 * 2**20
"""Of all weights together: a run at rest hands them over with its state."""


class Checkpoints:
    """Weights (parameters,) at up to `MOST_CHECKPOINTS` epochs, spread over the whole run.

    When it is full every other one goes, so that a run of any length keeps its whole past. Of a network too large to be
    kept a few times, nothing is.
    """

    def __init__(self, parameters: int) -> None:
        most = min(MOST_CHECKPOINTS, MOST_BYTES // max(1, 4 * parameters))
        self._most = most if most >= 4 else 0
        self.epochs: list[float] = []
        self.weights: list[Array] = []
        self._gap = 0.0

    def add(self, epoch: float, theta: Array) -> None:
        """Keep a copy of `theta`, unless the last one was kept just before."""
        if not self._most or (self.epochs and epoch < self.epochs[-1] + self._gap):
            return
        if len(self.epochs) == self._most:
            self.epochs, self.weights = self.epochs[::2], self.weights[::2]
            # as far apart as they now are: from here on as many come again
            self._gap = (self.epochs[-1] - self.epochs[0]) / (len(self.epochs) - 1)
            if epoch < self.epochs[-1] + self._gap:
                return
        self.epochs.append(epoch)
        self.weights.append(theta.astype(np.float32))

    def state(self) -> dict[str, Any]:
        """What `restore` needs: `epochs`, float64 (m,), `weights`, float32 (m, parameters), and the gap."""
        weights = np.stack(self.weights) if self.weights else np.zeros((0, 0), np.float32)
        return {"epochs": np.array(self.epochs, np.float64), "weights": weights, "gap": self._gap}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`."""
        self.epochs = state["epochs"].tolist()
        self.weights = [np.array(weights) for weights in state["weights"]]
        self._gap = state["gap"]


@dataclass(frozen=True, eq=False)
class Past:
    """A run's weights, float32 (m, parameters), at epochs (m,), the earliest first; m is at least 1."""

    epochs: Array
    weights: Array

    def within(self, most_bytes: int) -> Past:
        """A copy with as many of the checkpoints, evenly, as have room in so many bytes: two at least, the ends."""
        count = len(self.epochs)
        most = max(2, most_bytes // max(1, self.weights[0].nbytes))
        places = np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))
        return Past(self.epochs[places], self.weights[places])
