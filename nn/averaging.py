"""Averaged weights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nn.module import Array


class Average:
    """The exponential moving average of parameters over the updates of a training.

    It is smoother than the parameters, which every batch jolts, and often predicts better (Polyak and Juditsky, 1992).
    a ← d a + (1 − d) θ, with d = min(decay, (1 + t) / (10 + t)) after t updates, so that the first weights, which know
    nothing, are soon forgotten.
    """

    def __init__(self, theta: Array, decay: float) -> None:
        """Begin with the parameters theta (p,); `decay`, 0 to 1, is the share of the average that an update leaves."""
        self.decay = decay
        self.values, self.updates = theta.copy(), 0

    def add(self, theta: Array) -> None:
        """Take in the parameters as they are after another update."""
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        self.values *= decay
        self.values += (1 - decay) * theta

    @contextmanager
    def shown(self, theta: Array) -> Iterator[None]:
        """The parameters theta (p,) are the averaged ones as long as this lasts."""
        trained = theta.copy()
        theta[...] = self.values
        try:
            yield
        finally:
            theta[...] = trained

    def state(self) -> dict[str, Any]:
        """A copy of it, as plain numbers and an array."""
        return {"decay": self.decay, "updates": self.updates, "values": self.values.copy()}

    @classmethod
    def resumed(cls, state: dict[str, Any], theta: Array) -> Average:
        """The average that goes on from a `state()`; ValueError where it is of other parameters than theta (p,)."""
        values = state["values"]
        if values.shape != theta.shape or values.dtype != theta.dtype:
            raise ValueError(f"The state averages {values.size:,} parameters; the model has {theta.size:,}.")
        average = cls(values, float(state["decay"]))
        average.updates = int(state["updates"])
        return average
