"""Fixtures of several pages' tests: networks that are trained already."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nn.module import Array
from playground.experiment import Experiment
from playground.processes.pool import Pool
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.training.snapshot import Snapshot


@pytest.fixture(scope="session")
def trained_run() -> Callable[[Experiment], RunHandle]:
    """Gives an experiment's run that has come to its end: it is trained once, and each handle is a new one."""
    found: dict[str, tuple[Snapshot, Array]] = {}

    def ended(experiment: Experiment) -> RunHandle:
        key = repr(experiment.data())
        if key not in found:
            run = TrainingRun(experiment)
            while run.reason is None:
                run.advance(1.0)
            found[key] = run.snapshot("ended"), run.model.theta
        handle = RunHandle(experiment, Pool(1))
        handle.phase = "ended"
        handle.snapshot, theta = found[key]
        handle.theta = theta.copy()
        return handle

    return ended
