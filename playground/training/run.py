"""One training run: pure computation that a worker process, or a test, drives a slice at a time."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from nn.batches import Augment
from nn.module import Array
from nn.registry import copy_of
from nn.settings import settings_of
from nn.training import Progress, Trainer
from playground.datasets import Samples
from playground.datasets.tasks import Reconstruct
from playground.experiment import Experiment
from playground.preparation import prepared_for
from playground.training.best_weights import BestWeights
from playground.training.changes import Changes
from playground.training.checkpoints import Checkpoints
from playground.training.class_weights import class_weights
from playground.training.evaluation import Evaluation
from playground.training.finite import NotFiniteError, stop_unless_finite
from playground.training.health import MEASURES
from playground.training.scores import SCORE_COLUMNS, Curve, Scores, score_row
from playground.training.snapshot import BY_HAND, Phase, Snapshot
from playground.training.stop_rules import StopRules

WORK_AN_UPDATE = 64
"""Samples' worth of work that an update costs at the least, however small its batch: Python's part of it."""
EVALUATION_SHARE = 4
"""An evaluation is due after so many times its own samples have been worked through in training."""
RATE_WINDOW = 0.5
"""Seconds of training over which the rate is smoothed."""

DIVERGED = (
    "Training diverged: the cost is no longer a finite number. The network stands at its last finite state. "
    "Try a learning rate ten times smaller, then press Reset and Play."
)


class TrainingRun:
    """Trains the network of an experiment, evaluates it now and then, and ends by the schedule's rules.

    Evaluations are due by the work done, not by the clock, so that the same experiment gives the same curve: often at
    first, then every `EVALUATION_SHARE` times the samples that an evaluation itself looks at, which keeps their cost
    to about a tenth of training's.

    Whatever is first seen not to be finite, the loss of a batch, a score or a weight, raises NotFiniteError there, and
    `_or_diverge`, around all training, alone answers it: the run goes back to its last evaluation, and has diverged.
    """

    def __init__(self, experiment: Experiment, samples: Samples | None = None, theta: Array | None = None) -> None:
        """Begin with the weights that the experiment's seed draws, or with `theta`.

        `samples` are those of the experiment, and perhaps more to train with. ValueError where `theta` does not fit,
        or where the first cost is not a finite number.
        """
        dataset = experiment.dataset
        samples = experiment.load() if samples is None else samples
        if bool(len(samples.x_validation)) != bool(experiment.validation_count):
            raise ValueError("The samples must be split as the experiment says: take them from `Experiment.split`.")
        rng = np.random.default_rng(experiment.seed)
        self.model = experiment.network(rng)
        if theta is not None:
            if theta.shape != self.model.theta.shape:
                raise ValueError(
                    f"The network has {self.model.count:,} parameters; {theta.size:,} are given to begin with."
                )
            self.model.theta[...] = theta
        self.checkpoints = Checkpoints(self.model.count)
        """Weights of the past."""
        # an autoencoder's targets are made with each batch, of the images as they are moved there
        targets = (
            samples.y_train
            if isinstance(dataset.task, Reconstruct)
            else dataset.task.targets(samples.y_train, self.model.output_shape[0])
        )
        self._x, self._labels = samples.x_train, samples.y_train
        self._prepared = prepared_for(dataset, experiment.preparation, experiment.seed)
        self._reconstructs = isinstance(dataset.task, Reconstruct)
        loss, optimiser = copy_of(experiment.loss), copy_of(experiment.optimiser)
        self.trainer = Trainer(
            self.model, loss, optimiser, self._x, targets, batch_size=None, rng=rng, augment=self._augment
        )
        self.evaluation = Evaluation(dataset, samples, loss, self.model.output_shape, self._prepared)
        self.curve = Curve(further=len(MEASURES) * len(self.model.layers))
        self.reason: str | None = None
        """Why the run has ended, in words; None while it may go on."""
        self.whole_test_accuracy: float | None = None
        """Accuracy over every test sample, where the run has ended."""
        self.seconds = self.rate = 0.0
        self._epoch_size = len(samples.x_train)
        self._work = self._next_evaluation = 0.0
        self.rules = StopRules(experiment.schedule)
        self.changes = Changes(experiment)
        """Changes of its settings since it began."""
        self.by_hand: list[float] = []
        """Epochs at which a person has changed weights."""
        self._best_weights = BestWeights()
        self.change(experiment)
        self.scores: Scores
        """Those of the last evaluation, which were finite."""
        try:
            self._evaluate_as_due()
        except NotFiniteError as error:
            raise ValueError(
                "The training cannot begin: with the first weights the cost is not a finite number. Take smaller ones."
            ) from error

    def change(self, experiment: Experiment) -> None:
        """Take over optimiser settings, penalty, schedule and variation from now on; the network stays.

        Other class weights make another cost: what was the best by the one before is none.
        """
        self.changes.add(self.epoch, self.trainer.updates, experiment, self.curve.updates)
        weighs_otherwise = experiment.schedule.class_weights != self.rules.schedule.class_weights
        self.rules.change(experiment.schedule)
        if weighs_otherwise or not experiment.schedule.keep_best:
            self._best_weights.forget()
        self.trainer.batch_size = experiment.schedule.samples_per_update
        for setting in settings_of(type(experiment.optimiser)):
            setattr(self.trainer.optimiser, setting.name, getattr(experiment.optimiser, setting.name))
        self.trainer.penalty = experiment.penalty
        self.trainer.averaging = experiment.schedule.averaging
        self.trainer.clip_norm = experiment.schedule.clip_norm
        self.evaluation.class_weights = weights = class_weights(experiment, self._labels)
        self.trainer.weigh(None if weights is None else weights[self._labels])
        if weighs_otherwise:
            self._score()
        self._rate_schedule = experiment.rate_schedule
        self._plan()
        prepared = self._prepared.changed(experiment.preparation)
        if prepared.preparation != self._prepared.preparation:
            self._prepared = prepared
            self.evaluation.change(prepared)
        self.trainer.augment = self._augment

    def take_weights(self, theta: Array, by_hand: list[float]) -> None:
        """Go on from weights (p,) that a person has changed, the last time at the last of the epochs `by_hand`."""
        self.trainer.restore(with_weights(self.trainer.state(), theta))
        self.by_hand = by_hand
        self._best_weights.forget()
        self._finite = self.trainer.state()
        self._score()

    def _plan(self) -> None:
        """A rate that falls does so until the run ends; of one without an end, over the epochs that are set."""
        self.trainer.plan(self._rate_schedule, self.rules.last_epoch or self.rules.schedule.epochs)

    @property
    def theta(self) -> Array:
        """The weights (p,) that it is shown and judged by: the averaged ones, where they are averaged."""
        return self.trainer.weights

    @property
    def _augment(self) -> Augment | None:
        """What the trainer does to each batch; None where the samples are ready, so that it costs nothing."""
        if self._reconstructs:
            return self._with_clean
        return None if self._prepared.leaves(self._x) else self._with_targets

    def _with_clean(self, x: Array, labels: Array, rng: np.random.Generator) -> tuple[Array, Array]:
        inputs, clean = self._prepared.pair(x, rng, labels)
        return inputs, clean.reshape(len(x), *self.model.output_shape)

    def _with_targets(self, x: Array, targets: Array, rng: np.random.Generator) -> tuple[Array, Array]:
        # the targets of images are one-hot
        return self._prepared.batch(x, rng, targets.argmax(axis=1)), targets

    @property
    def epoch(self) -> float:
        """Training sets seen so far, in fractions."""
        return self.trainer.samples_seen / self._epoch_size

    def proceed(self) -> None:
        """Play was pressed: let a run go on that had ended."""
        if self.reason is not None:
            self.reason = None
            self.rules.overrule(self.epoch)
            self._plan()

    @property
    def updates_per_epoch(self) -> int:
        """Updates that an epoch takes at the present batch size."""
        return math.ceil(self._epoch_size / (self.trainer.batch_size or self._epoch_size))

    def advance(self, seconds: float, most: float = math.inf) -> None:
        """Train for about so long and at most so many updates, or until a rule ends the run."""
        began = now = time.perf_counter()
        last = self.trainer.updates + most
        seen, had_ended = self.trainer.samples_seen, self.reason is not None
        with self._or_diverge():
            while now - began < seconds and self.trainer.updates < last and self.reason is None:
                progress = self._update()
                if self._work >= self._next_evaluation:
                    self._evaluate_as_due()
                    self.reason = self.rules.after_evaluation(self.epoch, self.scores)
                if self.reason is None and progress.epoch_ended:
                    self.reason = self.rules.after_epoch(self.epoch)
                now = time.perf_counter()
            if self.reason is not None:
                self.evaluate()
                if not had_ended:
                    self._go_back_to_best()
        if self.reason is not None:
            with self.trainer.averaged():
                self.whole_test_accuracy = self.evaluation.whole_test_accuracy(self.model)
        self._count_time(now - began, self.trainer.samples_seen - seen)

    def step(self) -> None:
        """Make one update, whatever the rules say."""
        with self._or_diverge():
            self._update()
            self.evaluate()

    def to_epoch_end(self, seconds: float, most: float = math.inf) -> bool:
        """Train for about so long and at most so many updates, or to the epoch's end, whatever the rules say; whether
        it got there, or diverged."""
        began = now = time.perf_counter()
        last = self.trainer.updates + most
        seen = self.trainer.samples_seen
        ended = False
        with self._or_diverge():
            while now - began < seconds and self.trainer.updates < last and not ended:
                ended = self._update().epoch_ended
                if self._work >= self._next_evaluation:
                    self._evaluate_as_due()
                now = time.perf_counter()
            if ended:
                self.evaluate()
        self._count_time(now - began, self.trainer.samples_seen - seen)
        return ended or self.diverged

    def evaluate(self) -> None:
        """Bring the scores up to date, between two that are due."""
        if self.curve.updates != self.trainer.updates:
            due = self._next_evaluation
            with self._or_diverge():
                self._evaluate()
            self._next_evaluation = due

    @property
    def diverged(self) -> bool:
        """True where the run has ended because something was no longer finite."""
        return self.reason == DIVERGED

    @contextlib.contextmanager
    def _or_diverge(self) -> Iterator[None]:
        """The answer to what is not finite in it: back to the last evaluation, where all was, and the run has ended.

        Also where nobody has looked, the weights that are left to be shown are finite.
        """
        try:
            yield
            stop_unless_finite(self.model.theta)
        except NotFiniteError:
            self.reason = DIVERGED
            self.trainer.restore(self._finite)
            self._score()

    def _update(self) -> Progress:
        if self.diverged:
            self.reason = None  # this is another try, from the last finite state
        if self.reason is not None:  # a step behind the end leaves the best weights
            self.reason = self.reason.removesuffix(self._best_weights.said)
        seen = self.trainer.samples_seen
        progress = self.trainer.step()
        self.whole_test_accuracy = None
        self._work += max(WORK_AN_UPDATE, self.trainer.samples_seen - seen)
        stop_unless_finite(progress.loss)
        return progress

    def _score(self) -> None:
        with self.trainer.averaged():
            self.scores = self.evaluation.scores(self.model)

    def _scores_now(self) -> tuple[Scores, Array]:
        """The scores of this moment, and the curve up to it; the last ones, where those are no finite numbers."""
        curve = self.curve.rows[:, :SCORE_COLUMNS]
        if self.curve.updates == self.trainer.updates:
            return self.scores, curve
        with self.trainer.averaged():
            scores = self.evaluation.scores(self.model)
        if not all(map(math.isfinite, scores.values)):
            return self.scores, curve
        return scores, np.concatenate([curve, [score_row(self.epoch, self.trainer.updates, scores)]])

    def _evaluate(self, *, beside: bool = False) -> None:
        """Score the network, for the curve too: `beside` the row of the weights that it had at this very update."""
        with self.trainer.averaged():
            scores, health = self.evaluation.scores(self.model), self.evaluation.health(self.model)
        stop_unless_finite(self.theta, *scores.values)
        self.scores = scores
        self.curve.add(self.epoch, self.trainer.updates, scores, health, beside=beside)
        self.checkpoints.add(self.epoch, self.theta)
        self._finite = self.trainer.state()
        size = self.evaluation.size
        gap = min(max(self._work / 8, size / 8), EVALUATION_SHARE * size)
        self._next_evaluation = self._work + gap * self.curve.stride

    def _evaluate_as_due(self) -> None:
        """Evaluate where the work done says so, and not because somebody looks: what follows from it is repeatable."""
        self._evaluate()
        self._note_best()

    def _note_best(self) -> None:
        if self.rules.schedule.keep_best:
            self._best_weights.note(self.epoch, self.scores.validation_loss, self._finite)

    def _go_back_to_best(self) -> None:
        """Take the best weights, where they are to be kept, as those that the run ends with, and say so."""
        if self.diverged or not self.rules.schedule.keep_best:
            return
        self._note_best()
        last, due = self.theta.copy(), self._next_evaluation
        self._best_weights.give_back(self.trainer)
        self.reason = f"{self.reason}{self._best_weights.said}"
        if not np.array_equal(last, self.theta):
            self._evaluate(beside=True)
            self._next_evaluation = due

    def _count_time(self, seconds: float, samples: int) -> None:
        self.seconds += seconds
        if seconds > 0:
            share = min(1.0, seconds / RATE_WINDOW) if self.rate else 1.0
            self.rate += share * (max(samples, 0) / seconds - self.rate)

    def snapshot(
        self,
        phase: Phase,
        *,
        pictures: bool = True,
        weights: bool = False,
        health: bool = False,
        up_to_date: bool = False,
    ) -> Snapshot:
        """What there is to show now, with the scores of the last evaluation.

        Where it is to be `up_to_date`, those are of this very moment, and the curve ends with them; the run itself
        keeps neither, so that it is the same whether it was looked at or not.
        """
        scores, curve = self._scores_now() if up_to_date else (self.scores, self.curve.rows[:, :SCORE_COLUMNS])
        with self.trainer.averaged():
            shown = self.evaluation.pictures(self.model) if pictures else {}
        return Snapshot(
            phase="ended" if self.reason is not None else phase,
            epoch=self.epoch,
            updates=self.trainer.updates,
            seconds=self.seconds,
            rate=self.rate,
            scores=scores,
            curve=curve,
            reason=self.reason,
            last_epoch=self.rules.last_epoch,
            changes=sorted([*self.changes.texts, *((epoch, BY_HAND) for epoch in self.by_hand)]),
            whole_test_accuracy=self.whole_test_accuracy,
            theta=self.theta if weights else None,
            health=self.curve.rows[:, SCORE_COLUMNS:].reshape(-1, len(self.model.layers), len(MEASURES))
            if health
            else None,
            **shown,
        )

    def state(self) -> dict[str, Any]:
        """All that a run of the same experiment needs to go on from here: nested dicts of numbers, text and arrays."""
        return {
            "trainer": self.trainer.state(),
            "rules": self.rules.state(),
            "changes": self.changes.state(),
            "by_hand": self.by_hand,
            "best": self._best_weights.state(),
            "curve": {"rows": self.curve.rows.copy(), "stride": self.curve.stride},
            "checkpoints": self.checkpoints.state(),
            "clock": [self.seconds, self.rate, self._work, self._next_evaluation],
            "reason": self.reason,
            "whole_test_accuracy": self.whole_test_accuracy,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()` of a run of the same experiment."""
        self.trainer.restore(state["trainer"])
        self.rules.restore(state["rules"])
        self.changes.restore(state["changes"])
        self.by_hand = list(state["by_hand"])
        self._best_weights.restore(state["best"])
        self.curve.restore(**state["curve"])
        self.checkpoints.restore(state["checkpoints"])
        self.seconds, self.rate, self._work, self._next_evaluation = state["clock"]
        self.reason, self.whole_test_accuracy = state["reason"], state["whole_test_accuracy"]
        self._plan()
        self._score()
        self._finite = self.trainer.state()


def with_weights(state: dict[str, Any], theta: Array) -> dict[str, Any]:
    """A trainer's `state` with the weights theta (p,) in the place of its own, and of their average."""
    average = {**state["average"], "values": theta} if state["average"] else {}
    return {**state, "theta": theta, "average": average}
