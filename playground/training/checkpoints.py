"""Checkpoints: the weights of a run in its past, to go back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.module import Array
from playground.experiment.limits import MOST_CHECKPOINTS, PAST_MEMORY

MOST_DIGITS = 4
"""Of an epoch behind the point."""


class Checkpoints:
    """Weights (parameters,) at up to `MOST_CHECKPOINTS` epochs, over the whole run, the newest among them.

    When there is one too many, that one goes whose neighbours are closest to each other, by the square root of the
    epoch: a network learns most at first, and there they are dense. Of a network too large to be kept a few times,
    nothing is.
    """

    def __init__(self, parameters: int) -> None:
        most = min(MOST_CHECKPOINTS, PAST_MEMORY // max(1, 4 * parameters))
        self._most = most if most >= 4 else 0
        self.epochs: list[float] = []
        self.weights: list[Array] = []

    def add(self, epoch: float, theta: Array) -> None:
        """Keep a copy of `theta`; `epoch` is not before the last one's."""
        if not self._most:
            return
        self.epochs.append(epoch)
        self.weights.append(theta.astype(np.float32))
        if len(self.epochs) > self._most:
            roots = np.sqrt(self.epochs)
            closest = 1 + int(np.argmin(roots[2:] - roots[:-2]))
            del self.epochs[closest], self.weights[closest]

    def state(self) -> dict[str, Any]:
        """What `restore` needs: `epochs`, float64 (m,), and `weights`, float32 (m, parameters)."""
        weights = np.stack(self.weights) if self.weights else np.zeros((0, 0), np.float32)
        return {"epochs": np.array(self.epochs, np.float64), "weights": weights}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`."""
        self.epochs = state["epochs"].tolist()
        self.weights = [np.array(weights) for weights in state["weights"]]


@dataclass(frozen=True, eq=False)
class Past:
    """A run's weights, float32 (m, parameters), at epochs (m,), the earliest first; m is at least 1."""

    epochs: Array
    weights: Array

    @property
    def names(self) -> list[str]:
        """Names of the checkpoints by their epochs, with as many digits as tell them apart."""
        for digits in range(1, MOST_DIGITS + 1):
            names = [f"epoch {epoch:,.{digits}f}" for epoch in self.epochs]
            if len(set(names)) == len(names):
                return names
        # a run that goes back to its best weights has two checkpoints at its last epoch
        return [*names[:-1], f"{names[-1]}, the weights that were kept"]

    def within(self, most_bytes: int) -> Past:
        """A copy with as many of the checkpoints, evenly, as have room in so many bytes: two at least, the ends."""
        count = len(self.epochs)
        most = max(2, most_bytes // max(1, self.weights[0].nbytes))
        places = np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int))
        return Past(self.epochs[places], self.weights[places])
