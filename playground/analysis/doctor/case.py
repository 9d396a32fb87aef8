"""A case for the doctor: a training as far as it has come, and what is known of it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.module import Array
from nn.settings import settings_of
from playground.datasets import Samples
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify, Reconstruct
from playground.experiment import Experiment
from playground.experiment.problems import Problems, problems_of
from playground.training.health import MEASURES
from playground.training.snapshot import Snapshot

ENOUGH = 300
"""Updates before which nothing is said of how well a network learns."""
BEGINNING = 0.15
"""Share of the epochs that are set, before which nothing is said either: many a network stands still at first."""
SMALL_REST = 0.1
"""A network has learnt that is left with this share of what a guess without looking gets wrong."""
MOST = 0.6
"""An autoencoder has learnt whose cost is below this share of its first one."""
STILL = 0.95
"""A cost that is above this share of what it was a quarter of the training ago stands still."""


@dataclass(frozen=True, eq=False)
class Case:
    """A training: its experiment, its `curve` (n, 8) as `Snapshot` has it, and, where they are known, the weights, the
    layers' health (m, layers, 4) over time, and the result of a trial."""

    experiment: Experiment
    curve: Array
    theta: Array | None = None
    layers_health: Array | None = None
    reason: str | None = None
    """Why it has ended, in words; None while it goes on or rests."""
    trial: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, experiment: Experiment, snapshot: Snapshot) -> Case:
        """The case that a snapshot shows."""
        return cls(experiment, snapshot.curve, snapshot.theta, snapshot.health, snapshot.reason)

    @property
    def updates(self) -> int:
        """Updates so far."""
        return int(self.curve[-1, 1]) if len(self.curve) else 0

    @property
    def epoch(self) -> float:
        """Training sets seen so far."""
        return float(self.curve[-1, 0]) if len(self.curve) else 0.0

    @property
    def cost(self) -> float:
        """The training cost now."""
        return float(self.curve[-1, 2])

    @functools.cached_property
    def samples(self) -> Samples:
        """The experiment's. Raises DataUnavailable."""
        return self.experiment.samples()

    @functools.cached_property
    def problems(self) -> Problems:
        """The stack with its shapes."""
        return problems_of(self.experiment)

    def health(self, measure: str, row: int = -1) -> Array:
        """That measure of each layer (layers,), at the last evaluation or another; all NaN where it is not known."""
        if self.layers_health is None or not len(self.layers_health):
            return np.full(len(self.experiment.layers), np.nan)
        found: Array = self.layers_health[row, :, MEASURES.index(measure)]
        return found

    def quarter(self, number: int, column: int = 2) -> float:
        """Mean of a column of the curve, the training cost, over a quarter (0 to 3) of the updates so far."""
        updates, last = self.curve[:, 1], self.updates
        chosen = (updates >= last * number / 4) & (updates <= last * (number + 1) / 4)
        values = self.curve[chosen, column]
        return float(values.mean()) if len(values) else float("nan")

    @property
    def falls_by(self) -> float:
        """The share by which the cost fell from the third quarter of the training to the last."""
        before = self.quarter(2)
        return 1 - self.quarter(3) / before if before > 0 else 0.0

    @property
    def hidden(self) -> range:
        """Places of the layers before the output: all before the last that has parameters."""
        trainable = [place for place, row in enumerate(self.problems.rows) if row.parameters]
        return range(trainable[-1] if trainable else 0)

    @functools.cached_property
    def learnt(self) -> bool:
        """True where the network does its task on its own training samples, all but a small rest."""
        task, y = self.experiment.dataset.task, self.samples.y_train
        if isinstance(task, Classify):
            guess = 1 - np.bincount(y).max() / len(y)
            return bool(1 - float(self.curve[-1, 4]) <= SMALL_REST * guess)
        if isinstance(task, Reconstruct) or self.experiment.loss.kind != "mse":
            return self.cost <= MOST * float(self.curve[0, 2])
        # what no network can know of scattered values is their scatter
        dataset = self.experiment.dataset
        scatter = dataset.noise**2 if isinstance(dataset, PointSet) else 0.0
        return self.cost <= 1.2 * scatter + SMALL_REST * max(float(y.var()) - scatter, 0.0)

    @property
    def smaller_rate(self) -> float:
        """A tenth of the learning rate, as far as that may go."""
        optimiser = self.experiment.optimiser
        low = next(each.low for each in settings_of(type(optimiser)) if each.name == "learning_rate")
        return max(float(f"{optimiser.learning_rate / 10:.3g}"), float(low or 0.0))

    @property
    def begun(self) -> bool:
        """True where it has been trained long enough to be judged."""
        planned = self.experiment.schedule.epochs
        return self.updates >= ENOUGH and (self.reason is not None or self.epoch >= BEGINNING * planned)

    @functools.cached_property
    def ails(self) -> bool:
        """True where it has been trained for a while, has not learnt, and the cost stands still, or it has ended."""
        if not self.begun or self.learnt:
            return False
        return self.reason is not None or self.falls_by < 1 - STILL
