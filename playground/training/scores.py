"""Scores of a network, and their curve over the epochs."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from nn.module import Array
from playground.training.health import MEASURES
from playground.training.thinning import standing_out, thinned

MOST_ROWS = 512
"""Rows a curve keeps: more than a chart has pixels for."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Cost, and accuracy (0 to 1) where the task has classes, over training, test and validation samples.

    Those of validation are None where no samples are set aside for it. `errors` are those of an autoencoder's
    test images, whichever of them is trained: see `Reconstruction.errors`.
    """

    train_loss: float
    test_loss: float
    train_accuracy: float | None
    test_accuracy: float | None
    errors: dict[str, float] | None = None
    validation_loss: float | None = None
    validation_accuracy: float | None = None

    @property
    def values(self) -> list[float]:
        """All the numbers that there are."""
        numbers = [number for number in self.columns if number is not None]
        return [*numbers, *(self.errors or {}).values()]

    @property
    def columns(self) -> tuple[float | None, ...]:
        """The numbers in the order of a curve's columns."""
        costs, accuracies = (self.train_loss, self.test_loss), (self.train_accuracy, self.test_accuracy)
        return (*costs, *accuracies, self.validation_loss, self.validation_accuracy)

    def data(self) -> dict[str, Any]:
        """Plain data that `Scores(**data)` reads."""
        return asdict(self)


SCORE_COLUMNS = 8


def score_row(epoch: float, updates: int, scores: Scores) -> Array:
    """The columns of a curve's row that every run has, float32 (8,); NaN where a score is None."""
    values = [math.nan if number is None else number for number in scores.columns]
    return np.array([epoch, updates, *values], np.float32)


class Curve:
    """Scores over time, in at most `MOST_ROWS` rows: epoch, updates, the six scores (NaN where there are none), and
    then what else is measured at each evaluation, `further` numbers: the `MEASURES` of one layer after the other.

    When it is full half of the rows go, so that a run of any length keeps its whole shape, and with it the extremes of
    its scores, and of each measure where the layer that stands out most has them: see `thinned`.
    """

    def __init__(self, further: int = 0) -> None:
        self._rows = np.full((MOST_ROWS, SCORE_COLUMNS + further), np.nan, np.float32)
        self._count = 0
        self.stride = 1
        """How much sparser the rows are now than at first."""

    @property
    def rows(self) -> Array:
        """The rows so far, float32 (n, 8 + further)."""
        return self._rows[: self._count]

    @property
    def updates(self) -> int:
        """The update after which the last row was measured; -1 where there is none."""
        return int(self._rows[self._count - 1, 1]) if self._count else -1

    def restore(self, rows: Array, stride: int) -> None:
        """Go on from the `rows` and `stride` of another curve of this kind."""
        self._count, self.stride = len(rows), stride
        self._rows[: len(rows)] = rows

    def add(
        self, epoch: float, updates: int, scores: Scores, further: Array | None = None, *, beside: bool = False
    ) -> None:
        """Append one evaluation; one at the same update replaces the last, unless it is `beside` that."""
        if not beside and self._count and self._rows[self._count - 1, 1] == updates:
            self._count -= 1
        if self._count == MOST_ROWS:
            layers = self._rows[:, SCORE_COLUMNS:].reshape(MOST_ROWS, -1, len(MEASURES))
            columns = [self._rows[:, 2:SCORE_COLUMNS], *([standing_out(layers)] if layers.size else [])]
            kept = thinned(np.concatenate(columns, axis=1), MOST_ROWS // 2)
            self._count = len(kept)
            self._rows[: self._count] = self._rows[kept]
            self.stride *= 2
        row = self._rows[self._count]
        row[:SCORE_COLUMNS] = score_row(epoch, updates, scores)
        if further is not None:
            row[SCORE_COLUMNS:] = further.reshape(-1)
        self._count += 1
