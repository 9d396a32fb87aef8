"""Snapshot of a run, as its pages show it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from nn.module import Array
from playground.processes.wire import pack, unpack
from playground.training.scores import Scores

BY_HAND = "weights changed by hand"
"""Among a run's changes: that a person has turned weights or biases, or switched units off."""
Phase = Literal["training", "paused", "ended"]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """State of a run to be shown: its phase, counts, scores and pictures.

    `epoch` counts training sets seen, in fractions; `seconds` and `rate` (samples a second) are of training alone.
    `plane` is uint8 (k, 100, 100) where the inputs are points, top row first: the probability of class 1 (k = 1) or
    of each class, or the value, in 255ths of `plane_range`. `predicted` (class numbers) and `confidence` (0 to 1)
    are of the images that `pictured` names; `rebuilt` is what an autoencoder makes of some of them: uint8 (3, m,
    rows, columns), the originals, the inputs as spoilt by noise and the outputs. `whole_test_accuracy` is that over
    every test sample, known once the run has ended; `scores` look at no more of them than an evaluation in mid-run
    can afford. `changes` are the epochs at which settings were changed, and what was. `theta` is there where it was
    asked for, and so is `health`, `layer_health` at each row of the curve: (n, layers, 4).
    """

    phase: Phase
    epoch: float
    updates: int
    seconds: float
    rate: float
    scores: Scores | None
    curve: Array
    reason: str | None = None
    last_epoch: float | None = None
    changes: Sequence[tuple[float, str]] = ()
    whole_test_accuracy: float | None = None
    plane_range: tuple[float, float] = (0.0, 1.0)
    plane: Array | None = None
    predicted: Array | None = None
    confidence: Array | None = None
    rebuilt: Array | None = None
    theta: Array | None = None
    health: Array | None = None

    _ARRAYS = ("curve", "plane", "predicted", "confidence", "rebuilt", "theta", "health")
    _NUMBERS = (
        "phase",
        "epoch",
        "updates",
        "seconds",
        "rate",
        "reason",
        "last_epoch",
        "changes",
        "plane_range",
        "whole_test_accuracy",
    )

    @property
    def best_known_test_accuracy(self) -> float | None:
        """Over the whole test set where that is known, else over the part that evaluations look at."""
        if self.whole_test_accuracy is not None or self.scores is None:
            return self.whole_test_accuracy
        return self.scores.test_accuracy

    @property
    def pictured(self) -> bool:
        """True where it has its pictures."""
        return any(part is not None for part in (self.plane, self.predicted, self.rebuilt))

    def without_pictures(self) -> Snapshot:
        """The same but for its pictures."""
        return dataclasses.replace(self, plane=None, predicted=None, confidence=None, rebuilt=None)

    def pack(self) -> bytes:
        """As bytes for `unpack`."""
        header: dict[str, Any] = {name: getattr(self, name) for name in self._NUMBERS}
        header["scores"] = None if self.scores is None else self.scores.data()
        arrays = {name: getattr(self, name) for name in self._ARRAYS}
        return pack(header, {name: values for name, values in arrays.items() if values is not None})

    @classmethod
    def unpack(cls, packed: bytes) -> Snapshot:
        """The snapshot that `pack` made."""
        header, arrays = unpack(packed)
        scores = header.pop("scores")
        header["plane_range"] = tuple(header["plane_range"])
        parts: dict[str, Any] = {**header, **arrays}
        return cls(scores=None if scores is None else Scores(**scores), **parts)
