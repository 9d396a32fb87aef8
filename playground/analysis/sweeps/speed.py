"""Estimate of a sweep's time, from a short training of its base experiment."""

from __future__ import annotations

import math

from nn.registry import copy_of
from playground.analysis.sweeps.sweep import Sweep
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.experiment.limits import parameters_of
from playground.experiment.schedule import Schedule
from playground.training.run import WORK_AN_UPDATE, TrainingRun

MOMENT = 0.2
"""Seconds of training that are measured."""
LARGEST_BATCH = 128
"""Samples an update at most while measuring, so that one update does not outlast the moment."""
PARAMETERS_BESIDE = 8192
"""What a sample costs in a network however small, in parameters' worth: activations, and Python's part of them."""


def estimate(sweep: Sweep, speed: float | None = None) -> float:
    """Seconds of training in all, one after the other; `speed` is `measured_speed` of the base, measured if not given.

    Stop rules are not foreseen: they only make it shorter.
    """
    speed = measured_speed(sweep.base) if speed is None else speed
    return sum(work(experiment) for experiment in sweep.experiments()) * speed


def measured_speed(experiment: Experiment, samples: Samples | None = None) -> float:
    """Seconds that a unit of `work` takes here, by training for a moment. Raises DataUnavailable.

    The samples are loaded where they are not given.
    """
    schedule = copy_of(experiment.schedule.unwatched(), until_stopped=True)
    if (schedule.samples_per_update or math.inf) > LARGEST_BATCH:
        schedule = copy_of(schedule, batch_mode=Schedule.MINI_BATCH, batch_size=LARGEST_BATCH)
    measured = experiment.changed(schedule=schedule)
    run = TrainingRun(measured, samples)
    run.advance(MOMENT)
    return run.seconds / (work(measured) * run.epoch / schedule.epochs)


def work(experiment: Experiment) -> float:
    """How much there is to do in all epochs, in units that `measured_speed` times: samples, updates and parameters."""
    schedule = experiment.schedule
    samples = experiment.training_count
    updates = math.ceil(samples / (schedule.samples_per_update or samples))
    parameters = parameters_of(experiment)
    return schedule.epochs * (samples + WORK_AN_UPDATE * updates) * (PARAMETERS_BESIDE + parameters)
