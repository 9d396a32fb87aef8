"""Many trainings side by side: in processes of this machine, or on a cluster."""

from __future__ import annotations

import contextlib
import os
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from joblib import Parallel, cpu_count, delayed  # type: ignore[import-untyped]
from joblib.externals.loky import BrokenProcessPool  # type: ignore[import-untyped]

from playground.analysis.sweeps.cluster import on_cluster
from playground.analysis.sweeps.orphans import end_with_parent
from playground.analysis.sweeps.task import run_one
from playground.experiment import Experiment
from playground.processes.child_process import NotStarted

Result = dict[str, Any]


def most_processes() -> int:
    """How many trainings this machine can run at the same time: its cores, as far as they are given to us."""
    return int(cpu_count())


def results(
    experiments: Sequence[Experiment], *, processes: int, cluster: str | None = None
) -> Iterator[tuple[int, Result]]:
    """What `run_one` returns for each experiment, with its index, as it ends.

    They are trained by so many `processes` of this machine, by one in this very process, or, where `cluster` gives a
    scheduler's address, there. Closing the iterator stops what runs here. ValueError, in a sentence, where the
    trainings cannot go on; what has come until then holds.
    """
    tasks = [delayed(_numbered)(index, experiment.data()) for index, experiment in enumerate(experiments)]
    with on_this_machine(processes) if cluster is None else on_cluster(cluster) as parallel:
        ended = parallel(tasks)
        try:
            for each in ended:  # noqa: UP028 - `yield from` would close joblib's iterator before we can
                yield each
        finally:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # joblib's regret of what was trained for nothing
                ended.close()


@contextlib.contextmanager
def on_this_machine(processes: int) -> Iterator[Parallel]:
    """Runs tasks in so many processes, and gives each result as it comes; they end with this process at the latest.

    ValueError, in a sentence, where the processes cannot be started, or where one is ended from outside.
    """
    if not 1 <= processes <= most_processes():
        raise ValueError(f"There can be 1 to {most_processes()} processes here, not {processes}.")
    try:
        yield _LocalParallel(
            n_jobs=processes,
            backend="loky",
            return_as="generator_unordered",
            batch_size=1,
            initializer=end_with_parent,
            initargs=(os.getpid(),),
        )
    except BrokenProcessPool as error:
        raise ValueError(
            "A training process was ended from outside; the machine may have run out of memory. "
            "Try fewer processes or smaller networks."
        ) from error


class _LocalParallel(Parallel):  # type: ignore[misc]
    """joblib's, but that a refusal of its processes, which start with the first tasks, is told in words.

    What a task raises comes later, with its result, and stays what it is.
    """

    def __call__(self, tasks: Sequence[Any]) -> Any:
        try:
            return super().__call__(tasks)
        except BrokenProcessPool:  # a RuntimeError as well, and no refusal
            raise
        except (OSError, RuntimeError) as error:
            raise ValueError(str(NotStarted("training processes of the sweep", error))) from error


def _numbered(index: int, experiment: dict[str, Any]) -> tuple[int, Result]:
    return index, run_one(experiment)
