"""An experiment trained to its end, and when it got how far."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.datasets import Samples
from playground.datasets.tasks import Classify
from playground.experiment import Experiment
from playground.training.run import TrainingRun
from playground.training.trained_network import TrainedNetwork

SLICE = 0.02
"""Seconds of training between two looks at the clock."""
ONE_UPDATE = 1e-9
"""Seconds that end before an update does: a slice of one update."""


@dataclass(frozen=True, eq=False)
class Trained:
    """A run that has ended, with its samples.

    `processor_seconds` are those that its process has computed for, evaluations with it, whoever else used the machine.
    `seconds` (n,) is the time of training, evaluations with it, at each row of `curve` (n, 8); `reached` is the time at
    which the training accuracy asked for was first seen, NaN where it never was.
    """

    experiment: Experiment
    samples: Samples
    run: TrainingRun
    curve: Array
    seconds: Array
    reached: float
    processor_seconds: float

    @property
    def train_accuracy(self) -> float:
        """In percent, over the training samples that an evaluation looks at."""
        return _percent(self.run.scores.train_accuracy)

    @property
    def validation_accuracy(self) -> float:
        """In percent, over all validation samples; NaN where there are none or no classes."""
        task, x = self.experiment.dataset.task, self.samples.x_validation
        if not len(x) or not isinstance(task, Classify):
            return math.nan
        outputs = TrainedNetwork.of(self.experiment, self.run.theta).predictions(x)
        return _percent(task.accuracy(outputs, self.samples.y_validation))

    @property
    def test_accuracy(self) -> float:
        """In percent, over all test samples."""
        return _percent(self.run.whole_test_accuracy)


def train(
    experiment: Experiment, samples: Samples, report: Callable[[float], None], *, until: float | None = None
) -> Trained:
    """Train the experiment to its end; `report` is told the share done.

    With `until`, an accuracy from 0 to 1, the clock is looked at after every update until the training samples are got
    right so often.
    """
    run = TrainingRun(experiment, samples)
    began = time.process_time()
    times = [(0.0, 0.0)]
    reached = math.nan
    looking = until is not None
    while run.reason is None:
        run.advance(ONE_UPDATE if looking else SLICE)
        times.append((run.trainer.updates, run.seconds))
        if looking and until is not None and (run.scores.train_accuracy or 0.0) >= until:
            reached, looking = run.seconds, False
        report(min(1.0, run.epoch / (run.rules.last_epoch or run.epoch)))
    computed = time.process_time() - began
    updates, seconds = np.array(times).T
    curve = run.snapshot("ended", pictures=False).curve.copy()
    at = np.interp(curve[:, 1], updates, seconds).astype(np.float32)
    return Trained(experiment, samples, run, curve, at, reached, computed)


def _percent(share: float | None) -> float:
    return math.nan if share is None else 100 * share
