"""The job that trains a sweep."""

from __future__ import annotations

import time
from typing import Any

from playground.analysis.sweeps.runner import results
from playground.analysis.sweeps.sweep import MOST_TRAININGS
from playground.experiment import Experiment
from playground.processes.messages import OnPartialResult


def sweep_job(
    on_progress: OnPartialResult, *, experiments: list[dict[str, Any]], processes: int, cluster: str | None
) -> dict[str, Any]:
    """Train the experiments by so many processes of this machine, or on the cluster of that scheduler.

    Returns the result of each, as `run_one` gives it, by its index as text; each is also shown as soon as it is there.
    Raises ValueError where the trainings cannot begin or go on.
    """
    if len(experiments) > MOST_TRAININGS:
        raise ValueError(f"A sweep has at most {MOST_TRAININGS} trainings, not {len(experiments):,}.")
    described = [Experiment.from_data(experiment) for experiment in experiments]
    began = time.monotonic()
    on_progress(0.0, "Reaching the cluster …" if cluster else "Starting …")
    found: dict[str, Any] = {}
    for index, result in results(described, processes=processes, cluster=cluster):
        found[str(index)] = result
        done, count = len(found), len(described)
        left = (time.monotonic() - began) / done * (count - done)
        on_progress(done / count, f"{done} of {count} trained, {_left_text(left)}", {str(index): result})
    return found


def _left_text(seconds: float) -> str:
    return f"about {seconds:.0f} s left" if seconds < 90 else f"about {seconds / 60:.0f} min left"
