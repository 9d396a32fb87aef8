"""One training of a sweep, from the first weights to its end: the same wherever it runs."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from nn.module import Array
from playground.datasets import Dataset, Samples
from playground.datasets.published_file import DataUnavailable
from playground.experiment import Experiment
from playground.processes.one_thread import multiply_on_one_thread
from playground.training.run import TrainingRun
from playground.training.scores import SCORE_COLUMNS
from playground.training.thinning import thinned

MOST_ROWS = 60
"""Rows of a curve that a result carries."""
SCORES: Mapping[str, int] = {
    "train_cost": 2,
    "test_cost": 3,
    "train_accuracy": 4,
    "test_accuracy": 5,
    "validation_cost": 6,
    "validation_accuracy": 7,
}
"""The scores of a result, and the column of the curve that each stands in."""


def run_one(experiment: dict[str, Any]) -> dict[str, Any]:
    """Train the described experiment to its end, on one thread, and say how it went.

    Returns `final` and `best`, each with the `SCORES` (accuracies from 0 to 1, None where the task has no classes, or
    nothing is set aside for validation), `epochs`, `updates`, `parameters`, `seconds` of training, `diverged`, and
    `curve`, float32 (at most `MOST_ROWS`, 8) as in `playground.training.scores`. All but the seconds follow from the
    experiment alone. Instead of these, `failure` says in a sentence why there was no training: the others of a sweep
    shall go on.
    """
    # for good, not for the while: other trainings may run in other threads of this process
    multiply_on_one_thread()
    try:
        described = Experiment.from_data(experiment)
        described = described.changed(schedule={"until_stopped": False})
        run = TrainingRun(described, described.split(_samples(described.dataset)))
        run.advance(math.inf)
    except (ValueError, DataUnavailable) as error:
        return {"failure": str(error)}
    curve = run.curve.rows[:, :SCORE_COLUMNS]
    test_accuracy = run.whole_test_accuracy
    final = _figures(curve[-1:])
    if test_accuracy is not None:
        final["test_accuracy"] = test_accuracy
    return {
        "final": final,
        "best": _figures(curve),
        "epochs": run.epoch,
        "updates": run.trainer.updates,
        "parameters": run.model.theta.size,
        "seconds": run.seconds,
        "diverged": run.diverged,
        "curve": curve[thinned(curve[:, 2:], MOST_ROWS)],
    }


@functools.lru_cache(maxsize=2)
def _samples(dataset: Dataset) -> Samples:
    """The samples, read once for all the trainings of this process that share them."""
    return dataset.load().read_only()


def _figures(curve: Array) -> dict[str, float | None]:
    """The best of each score over these rows: the lowest cost, the highest accuracy."""
    return {
        name: None
        if np.isnan(curve[:, column]).all()
        else float(curve[:, column].min() if name.endswith("cost") else curve[:, column].max())
        for name, column in SCORES.items()
    }
