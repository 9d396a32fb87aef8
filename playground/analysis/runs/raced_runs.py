"""The runs of a race, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.analysis.runs.kept_run import LONGEST_NAME, MOST_PAST_BYTES, KeptRun
from playground.experiment import Experiment
from playground.training.checkpoints import Past
from playground.training.run import DIVERGED
from playground.training.scores import MOST_ROWS, SCORE_COLUMNS
from playground.training.thinning import thinned

ENDED = "The race was over."


def raced_runs(experiments: Mapping[str, Any], result: Mapping[str, Any]) -> list[KeptRun]:
    """The contestants of a race, from what `race_job` was given and what it gave back, under the names of their batch
    mode and data: "Full batch, Moons"."""
    runs = []
    for name, found in result["contestants"].items():
        experiment = Experiment.from_data(experiments[name])
        curve = found["curve"][:, :SCORE_COLUMNS]
        epochs = np.interp(found["path_updates"], curve[:, 1], curve[:, 0])
        curve = curve[thinned(curve[:, 2:], MOST_ROWS)]
        runs.append(
            KeptRun(
                name=f"{name}, {experiment.dataset.title()}"[:LONGEST_NAME],
                experiment=experiment,
                curve=curve,
                theta=found["path"][-1],
                seconds=found["seconds"],
                reason=DIVERGED if found["diverged"] else ENDED,
                finished_at=result["finished_at"],
                whole_test_accuracy=found["whole_test_accuracy"],
                past=Past(epochs, found["path"]).within(MOST_PAST_BYTES),
            )
        )
    return runs
