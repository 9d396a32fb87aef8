"""Findings of a sweep: scores of its trainings, and their means over whatever else varies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.module import Array
from nn.settings import Value
from playground.analysis.sweeps.sweep import Sweep
from playground.analysis.sweeps.swept_setting import SEED

Results = Mapping[int, Mapping[str, Any]]
"""What `run_one` returned for the trainings that have ended, by index."""


@dataclass(frozen=True)
class Score:
    """A score that trainings are compared by: `name` is one of the task's `SCORES`."""

    name: str
    title: str
    percent: bool = False

    @property
    def lower_is_better(self) -> bool:
        """Costs shall be low, accuracies high."""
        return not self.percent

    def of(self, result: Mapping[str, Any], which: str = "final") -> float:
        """The `final` or the `best` score of a training; NaN where there is none."""
        value = result.get(which, {}).get(self.name)
        return math.nan if value is None else float(value) * (100 if self.percent else 1)

    @property
    def column_format(self) -> str:
        """How a table writes it."""
        return "%.1f" if self.percent else "%.3g"

    def text(self, value: float) -> str:
        """The score as a person reads it."""
        return "–" if math.isnan(value) else f"{value:.1f} %" if self.percent else f"{value:.3g}"


SCORES = {
    score.title: score
    for score in (
        Score("validation_accuracy", "Validation accuracy (%)", percent=True),
        Score("test_accuracy", "Test accuracy (%)", percent=True),
        Score("train_accuracy", "Train accuracy (%)", percent=True),
        Score("validation_cost", "Validation cost"),
        Score("test_cost", "Test cost"),
        Score("train_cost", "Train cost"),
    )
}
"""By their titles; the first that all trainings have chooses the best: validation is there to choose by, the test set
to say how good the choice is."""
COSTS = (SCORES["Validation cost"], SCORES["Test cost"])


@dataclass(frozen=True)
class Best:
    """The combination with the best mean over its seeds: the `index` of its best training, the `indices` of all of its
    trainings, and their scores."""

    index: int
    indices: tuple[int, ...]
    values: Mapping[str, Value]
    scores: tuple[float, ...]


def scores_of(results: Results) -> list[Score]:
    """The scores that these trainings have: no accuracy where there are no classes, no validation where nothing is set
    aside for it. Those that only some of them have come last: they cannot tell which training is the best."""
    ended = [result for result in results.values() if "failure" not in result]
    having = {score: sum(not math.isnan(score.of(result)) for result in ended) for score in SCORES.values()}
    found = [score for score, count in having.items() if count]
    return sorted(found, key=lambda score: having[score] < len(ended))


def deciding_cost(results: Results) -> Score:
    """The cost that decides where scores are the same: on the validation samples, or, without, on the test samples."""
    return next((score for score in scores_of(results) if score in COSTS), COSTS[-1])


def counterpart(score: Score) -> Score | None:
    """The same score on the test samples, of one on the validation samples; None of any other."""
    on_test = score.title.replace("Validation", "Test")
    return SCORES[on_test] if on_test != score.title else None


def best_of(sweep: Sweep, results: Results, score: Score) -> Best | None:
    """The best combination so far; where scores are the same, the one of lower cost. None before the first."""
    sign, cost = 1 if score.lower_is_better else -1, deciding_cost(results)
    groups: dict[tuple[Value, ...], list[int]] = {}
    combinations = sweep.combinations()
    for index in sorted(results):
        if not math.isnan(score.of(results[index])):
            groups.setdefault(_without_seed(combinations[index]), []).append(index)
    if not groups:
        return None

    def rank(indices: list[int]) -> tuple[float, float]:
        means = [float(np.mean([each.of(results[index]) for index in indices])) for each in (score, cost)]
        return sign * means[0], means[1]

    chosen = min(groups.values(), key=rank)
    index = min(chosen, key=lambda index: rank([index]))
    values = {name: value for name, value in combinations[index].items() if name != SEED or len(sweep.axes) == 1}
    return Best(index, tuple(chosen), values, tuple(score.of(results[index]) for index in chosen))


def grid(sweep: Sweep, results: Results, score: Score, x: str, y: str | None) -> tuple[Array, Array]:
    """Means of the score (values of y, values of x) over all else, NaN where there is none yet, and how many these are.

    Without `y` there is one row.
    """
    columns, rows = sweep.axes[x], (None,) if y is None else sweep.axes[y]
    sums, counts = np.zeros((len(rows), len(columns))), np.zeros((len(rows), len(columns)), int)
    combinations = sweep.combinations()
    for index, result in results.items():
        value, values = score.of(result), combinations[index]
        if not math.isnan(value):
            cell = (0 if y is None else rows.index(values[y]), columns.index(values[x]))
            sums[cell] += value
            counts[cell] += 1
    return np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0), counts


def lines(sweep: Sweep, results: Results, score: Score) -> tuple[Array, Array]:
    """For parallel coordinates: the place of each training's value on each axis, int (n, axes), and its score (n,).

    Trainings without a score are left out; the order is that of the sweep.
    """
    combinations = sweep.combinations()
    ended = [index for index in sorted(results) if not math.isnan(score.of(results[index]))]
    places = [[values.index(combinations[index][name]) for name, values in sweep.axes.items()] for index in ended]
    shape = (len(ended), len(sweep.axes))
    return np.array(places, int).reshape(shape), np.array([score.of(results[index]) for index in ended], float)


def _without_seed(values: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(value for name, value in values.items() if name != SEED)
