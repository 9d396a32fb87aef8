"""What is to be learnt: it follows from the data, and metrics, targets and the live view follow from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array


@dataclass(frozen=True)
class Classify:
    """Tell the named classes apart; two classes may share one output, else there is one output a class."""

    classes: tuple[str, ...]

    def widths(self) -> tuple[int, ...]:
        """How many outputs a network for this may have."""
        return (1, 2) if len(self.classes) == 2 else (len(self.classes),)

    def targets(self, y: Array, width: int) -> Array:
        """Class numbers (n,) as float32 rows (n, width): 0 or 1 for one output, else one-hot."""
        if width == 1:
            return y[:, None].astype(np.float32)
        return np.eye(width, dtype=np.float32)[y]

    def decide(self, outputs: Array) -> Array:
        """Class numbers (n,) that outputs (n, width) stand for."""
        decided: Array = (outputs[:, 0] > 0.5).astype(np.int64) if outputs.shape[1] == 1 else outputs.argmax(axis=1)
        return decided

    def accuracy(self, outputs: Array, y: Array) -> float:
        """Share of the samples whose class is right."""
        return float((self.decide(outputs) == y).mean())


@dataclass(frozen=True)
class Regress:
    """Give a value for every sample."""

    def widths(self) -> tuple[int, ...]:
        """How many outputs a network for this may have."""
        return (1,)

    def targets(self, y: Array, width: int) -> Array:
        """The values (n, width) themselves."""
        return y


Task = Classify | Regress
