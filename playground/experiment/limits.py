"""Limits of what is trained here, and estimates of an experiment's work and memory, before any of it is done."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable

from nn.trace import Row, trace
from playground.experiment.experiment import Experiment

MOST_PARAMETERS = 2_000_000
"""Weights, gradient, two optimiser memories and a last finite copy of each: about 50 MB at this number."""
MOST_BATCH_BYTES = 256 * 2**20
BYTES = 4
MOST_UPDATE_WORK = 50_000_000_000
"""Multiplications of an update: some seconds."""
MOST_EVALUATION_WORK = 200_000_000_000
"""Multiplications of an evaluation: about ten seconds."""
LIGHT_WORK = 2_000_000_000
"""Multiplications that the server makes itself, for a first picture: to start a process would take longer."""
MOST_TRAINING, MOST_VALIDATION, MOST_TEST = 1000, 2000, 2000
"""Samples that an evaluation looks at: enough that an accuracy is sure to about a percent."""
PLANE_SIDE = 100
"""Points along a side of the plane that is drawn for data of points."""
PROCESS_MEMORY = 64 * 2**20
"""Bytes that Python, NumPy and the passes through a network take."""
PARAMETER_COPIES = 10
"""The parameters themselves, gradient, memories of an optimiser, the last finite state, and what is on its way."""
MOST_CHECKPOINTS = 96
"""Of one run: enough that a slider goes through its past without a jump."""
PAST_MEMORY = 8 * 2**20
"""Bytes that they take at most: a run at rest hands them over with its state."""


def rows_of(experiment: Experiment) -> tuple[Row, ...]:
    """The rows of the experiment's stack: shapes, counts and errors, module by module."""
    return tuple(trace(experiment.layers, experiment.dataset.shape))


def parameters_of(experiment: Experiment) -> int:
    """Number of parameters of the experiment's network."""
    return sum(row.parameters for row in rows_of(experiment))


def largest_batch(experiment: Experiment) -> int:
    """Samples in the largest batch of a training."""
    count = experiment.training_count
    return min(experiment.schedule.samples_per_update or count, count)


def work_of(row: Row) -> int:
    """Multiplications of one sample's way through a module: each weight is used at every position of the output."""
    return row.parameters * math.prod((row.shape_out or ())[:-1])


def evaluation_work(experiment: Experiment, rows: Iterable[Row]) -> int:
    """Multiplications of an evaluation with its pictures; `rows` are the experiment's."""
    dataset = experiment.dataset
    samples = min(experiment.training_count, MOST_TRAINING) + MOST_TEST
    samples += min(experiment.validation_count, MOST_VALIDATION)
    samples += PLANE_SIDE**2 if len(dataset.shape) == 1 else 0
    return samples * sum(map(work_of, rows))


@functools.lru_cache(256)
def is_light(experiment: Experiment) -> bool:
    """True for an experiment whose network is evaluated sooner than a process starts."""
    return evaluation_work(experiment, rows_of(experiment)) <= LIGHT_WORK


def memory_of(experiment: Experiment) -> int:
    """Bytes that the process of a training takes, about, and rather too many."""
    rows, values = rows_of(experiment), math.prod(experiment.dataset.shape)
    parameters = BYTES * sum(row.parameters for row in rows)
    return (
        PROCESS_MEMORY
        + experiment.dataset.memory
        + (experiment.dataset.memory if experiment.validation_count else 0)  # what is set aside, and what is left
        + 4 * BYTES * values * (MOST_TRAINING + MOST_TEST + min(experiment.validation_count, MOST_VALIDATION))
        + PARAMETER_COPIES * parameters
        + min(PAST_MEMORY, MOST_CHECKPOINTS * parameters)
        + BYTES * largest_batch(experiment) * sum(row.memory for row in rows)
    )
