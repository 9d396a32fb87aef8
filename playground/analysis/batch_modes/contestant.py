"""A training run in a race: it times its updates alone, and keeps the way that its weights went."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from nn.module import Array
from nn.training import Progress
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.training.run import TrainingRun
from playground.training.scores import MOST_ROWS, SCORE_COLUMNS, Scores

GOAL = 0.99
"""Share of the training samples that a contestant is timed to."""
CLOCK = time.thread_time if time.get_clock_info("thread_time").resolution < 1e-6 else time.perf_counter
"""Processor time, so that what else the machine does costs nobody the race; by the wall where it is too coarse."""
CLOSEST = 1.05
"""Factor between the updates of two moments, as long as there are few."""
MOST_EARLY_ROWS = 128


class LogSpaced:
    """Measurements at up to `most` points of a training, evenly spread over the logarithm of the updates made.

    So the first steps, where weights move most, are seen as well as the long way after them. When it is full, every
    other moment goes.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._factor = CLOSEST
        self.updates: list[int] = []
        """When the moments were, in their order."""
        self.measured: list[Array] = []
        """What was measured at each."""

    def add(self, updates: int, measured: Array) -> None:
        """Keep a copy of what was measured, unless the last moment is too near."""
        if self.updates and updates < self._factor * self.updates[-1] + 1:
            return
        if len(self.updates) >= self._most:
            self.updates, self.measured = self.updates[::2], self.measured[::2]
            self._factor **= 2
        self.updates.append(updates)
        self.measured.append(measured.copy())


class Contestant(TrainingRun):
    """Keeps, besides the curve, the seconds of training at each of its rows, and the weights at up to `points` moments.

    `trained` counts the seconds of processor time of its updates: what an evaluation takes is not part of the race.
    """

    def __init__(self, experiment: Experiment, samples: Samples, points: int) -> None:
        self.trained = 0.0
        self._clock: list[tuple[int, float]] = []
        # the last place of the path is the end's
        self._path, self._early = LogSpaced(points - 1), LogSpaced(MOST_EARLY_ROWS)
        self._goal: dict[str, float] | None = None
        self._best: dict[str, float] | None = None
        super().__init__(experiment, samples)

    def _update(self) -> Progress:
        began = CLOCK()
        progress = super()._update()
        self.trained += CLOCK() - began
        return progress

    def _evaluate(self, *, beside: bool = False) -> None:
        super()._evaluate(beside=beside)
        self._note(self.scores)

    def _note(self, scores: Scores) -> None:
        updates = self.trainer.updates
        self._clock.append((updates, self.trained))
        if len(self._clock) > 2 * MOST_ROWS:
            kept = {int(row) for row in self.curve.rows[:, 1]}
            self._clock = [moment for moment in self._clock if moment[0] in kept]
        self._path.add(updates, self.theta)
        self._early.add(updates, np.append(self.curve.rows[-1, :SCORE_COLUMNS], self.trained))
        accuracy = scores.train_accuracy
        if accuracy is None:
            return
        here = {"accuracy": accuracy, "epochs": self.epoch, "updates": updates, "seconds": self.trained}
        if self._goal is None and accuracy >= GOAL:
            self._goal = here
        if self._best is None or accuracy > self._best["accuracy"]:
            self._best = here

    @property
    def rows(self) -> Array:
        """The curve, float32 (n, 9): the columns of `Curve`, and the seconds of training.

        It has all the rows of the run's own curve, and those of the first steps that a long curve has lost.
        """
        rows = self.curve.rows[:, :SCORE_COLUMNS]
        updates, seconds = np.array(self._clock).T
        timed = np.column_stack([rows, np.interp(rows[:, 1], updates, seconds)])
        lost = [row for row in self._early.measured if row[1] not in rows[:, 1]]
        whole = np.array([*lost, *timed], np.float32)
        return whole[np.argsort(whole[:, 1], kind="stable")]

    def results(self) -> dict[str, Any]:
        """All that is known once the race is over: plain data and arrays.

        `to_goal` and `best` say when the training accuracy first was `GOAL`, and first was at its highest; None where
        it never was, or where there are no classes.
        """
        self.evaluate()
        end = self._path.updates[-1] < self.trainer.updates
        return {
            "curve": self.rows,
            "path": np.array([*self._path.measured, *([self.theta] if end else [])], np.float32),
            "path_updates": np.array([*self._path.updates, *([self.trainer.updates] if end else [])], np.float64),
            "to_goal": self._goal,
            "best": self._best,
            "epochs": self.epoch,
            "updates": self.trainer.updates,
            "seconds": self.trained,
            "diverged": self.diverged,
            "scores": self.scores.data(),
            "whole_test_accuracy": self.evaluation.whole_test_accuracy(self.model),
        }


SECONDS = SCORE_COLUMNS
"""Column of the seconds of training, behind those of `playground.training.scores`."""
AXES: Mapping[str, int] = {"Epochs": 0, "Updates": 1, "Seconds": SECONDS}
"""Names of what a race can be measured along, and the column of each."""
MEASURES: Mapping[str, int] = {
    "Training cost": 2,
    "Validation cost": 6,
    "Test cost": 3,
    "Training accuracy": 4,
    "Validation accuracy": 7,
    "Test accuracy": 5,
}
NO_CURVE: Array = np.zeros((0, SECONDS + 1), np.float32)
"""That of a contestant which has not begun."""
VALIDATION = (6, 7)
"""Columns of what is measured only where samples are set aside."""
