"""The step of training that a visitor looks at, number by number: the next of a run that stands still, or its first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from nn.module import Array, BatchError
from nn.training import Trainer
from playground.analysis.step import Row, SampleWeights, Step, next_batch, step_of_trainer
from playground.analysis.step.upcoming import weights_of
from playground.datasets import Samples
from playground.datasets.image_set import DIGIT_NAMES, ImageSet
from playground.datasets.tasks import Classify
from playground.drawing import Drawing, image_of
from playground.experiment import Experiment
from playground.experiment.limits import LIGHT_WORK, evaluation_work, is_light, rows_of
from playground.experiment.words import with_article
from playground.preparation import prepared_for
from playground.training.evaluation import targets_of
from playground.training.run import TrainingRun

MOST_VALUES = 1 << 22
"""Values that the layers may keep of a step's samples: with all that is shown of them about 50 MB."""
MOST_STEPS = 2
"""Steps that are kept for the next question: the batch's, and that of a sample picked last."""
BATCH = "batch"
TRAINING, VALIDATION, TEST, OWN = PICKED = ("training", "validation", "test", "own")
"""Kinds of samples that can be picked one by one; own ones are drawings with their labels."""


Drawings = tuple[tuple[Drawing, int], ...]
"""Own drawings with their labels."""


class NoStepError(ValueError):
    """There is no step to be shown; the message says why, and what to do."""


class Source(NamedTuple):
    """Samples that a step is made with: the next update's, or one that was picked, by its number from 0."""

    kind: str = BATCH
    number: int = 0


class Beginning(NamedTuple):
    """Beginning of a step: an experiment, own drawings to train with, and weights and state where there are some."""

    experiment: Experiment
    own: tuple[Array, Array] | None = None
    theta: Array | None = None
    state: dict[str, Any] | None = None
    """Of a run that stood still there, as `TrainingRun.state` gives it."""


@dataclass(frozen=True, eq=False)
class Taken:
    """A step with the samples of a source, and what each of them is, in words."""

    step: Step
    name: Callable[[int], str]

    @property
    def nbytes(self) -> int:
        """Bytes of the numbers that are kept of it, about."""
        parts = [each for row in self.step.rows for each in (row.inputs, row.outputs, *_stages(row))]
        return 2 * sum(int(part.nbytes) for part in parts)


def _stages(row: Row) -> list[Array]:
    return [part for each in row.parameters.values() for part in (each.before, each.gradient, each.after)]


class _Stage(NamedTuple):
    """A run where a step begins, and its samples."""

    run: TrainingRun
    samples: Samples


class ShownStep:
    """The last steps that were asked for, and the run that they are of: until that moves, each is made once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Keep nothing: nobody looks at it."""
        self._beginning: Beginning | None = None
        self._stage: _Stage | None = None
        self._steps: dict[object, Taken] = {}

    @property
    def nbytes(self) -> int:
        """Bytes that the steps take, about."""
        return sum(taken.nbytes for taken in list(self._steps.values()))

    def of(self, beginning: Beginning, source: Source, drawings: Drawings) -> Taken:
        """The step from there with these samples; NoStepError where it cannot be shown, DataUnavailable."""
        with self._lock:
            stage = self._stage_at(beginning)
            key = (source, drawings if source.kind == OWN else None)
            found = self._steps.pop(key, None) or _taken(beginning.experiment, stage, source, drawings)
            self._steps[key] = found
            for oldest in list(self._steps)[:-MOST_STEPS]:
                del self._steps[oldest]
            return found

    def _stage_at(self, beginning: Beginning) -> _Stage:
        before, stage = self._beginning, self._stage
        if before is not None and stage is not None and _same(before, beginning):
            return stage
        self.forget()
        if before is None or stage is None or beginning.state is None or not _same(before, beginning, moved=True):
            stage = _stage_at(beginning)
        if beginning.state is not None:
            # scores and pictures are nobody's concern here: `TrainingRun.restore` would find them anew
            stage.run.rules.restore(beginning.state["rules"])
            stage.run.trainer.restore(beginning.state["trainer"])
            stage.run.change(beginning.experiment)
        self._beginning, self._stage = beginning, stage
        return stage


def counts(experiment: Experiment, samples: Samples, drawings: Drawings) -> dict[str, int]:
    """Number of samples of each kind that can be picked."""
    own = len(drawings) if isinstance(experiment.dataset, ImageSet) else 0
    found = (len(samples.x_train), len(samples.x_validation), len(samples.x_test), own)
    return dict(zip(PICKED, found, strict=True))


def _same(one: Beginning, other: Beginning, *, moved: bool = False) -> bool:
    """True where both begin alike; `moved`, where one has only gone on."""
    own = one.own is other.own or (one.own is not None and other.own is not None and _equal(one.own, other.own))
    stands = moved or one.state is other.state
    return one.experiment == other.experiment and own and one.theta is other.theta and stands


def _equal(one: tuple[Array, Array], other: tuple[Array, Array]) -> bool:
    return all(map(np.array_equal, one, other))


def _stage_at(beginning: Beginning) -> _Stage:
    experiment = beginning.experiment
    if not is_light(experiment):
        work = evaluation_work(experiment, rows_of(experiment))
        raise NoStepError(
            f"One step is explained of smaller networks: to look at this one's samples takes {work / 1e9:,.1f} billion "
            f"multiplications, and {LIGHT_WORK // 10**9} are the most. Take fewer units or channels, or smaller images."
        )
    samples = experiment.samples()
    if beginning.own is not None:
        samples = samples.with_more_training(*beginning.own)
    try:
        return _Stage(TrainingRun(experiment, samples, beginning.theta), samples)
    except ValueError as error:
        raise NoStepError(str(error)) from error


def _taken(experiment: Experiment, stage: _Stage, source: Source, drawings: Drawings) -> Taken:
    trainer, y_train = stage.run.trainer, stage.samples.y_train
    if source.kind == BATCH:
        inputs, targets, numbers, weights = next_batch(trainer)
        step = _step(trainer, inputs, targets, weights)
        return Taken(step, lambda at: _name(experiment, TRAINING, int(numbers[at]), y_train[numbers[at]]))
    x, y = _picked(experiment, stage.samples, source, drawings)
    prepared = prepared_for(experiment.dataset, experiment.preparation, experiment.seed)
    targets = targets_of(experiment.dataset.task, prepared, x, y, trainer.model.output_shape)
    weights = weights_of(trainer, np.array([source.number])) if source.kind == TRAINING else None
    step = _step(trainer, prepared.inputs(x), targets, weights)
    return Taken(step, lambda _: _name(experiment, source.kind, source.number, y[0]))


def _picked(experiment: Experiment, samples: Samples, source: Source, drawings: Drawings) -> tuple[Array, Array]:
    """The one sample that was picked, (1, ...), and its label or value."""
    kind, number = source
    if not 0 <= number < counts(experiment, samples, drawings).get(kind, 0):
        raise NoStepError("There is no such sample: pick another one.")
    if kind == OWN:
        assert isinstance(experiment.dataset, ImageSet)
        drawing, label = drawings[number]
        return image_of(drawing, experiment.dataset.size)[None], np.array([label])
    x, y = {
        TRAINING: (samples.x_train, samples.y_train),
        VALIDATION: (samples.x_validation, samples.y_validation),
        TEST: (samples.x_test, samples.y_test),
    }[kind]
    return x[number : number + 1], y[number : number + 1]


def _step(trainer: Trainer, inputs: Array, targets: Array, weights: SampleWeights | None) -> Step:
    layers = trainer.model.layers
    most = max(1, MOST_VALUES // max(1, sum(layer.memory(layer.shape) for layer in layers)))
    if len(inputs) > most:
        raise NoStepError(
            f"The next batch has {len(inputs):,} samples, and of this network a step is shown of up to {most:,}: "
            "choose a smaller batch, or pick a single sample."
        )
    try:
        return step_of_trainer(trainer, inputs, targets, weights)
    except BatchError as error:
        raise NoStepError(f"{error} Choose the next batch instead of a single sample.") from error


def _name(experiment: Experiment, kind: str, number: int, label: Array) -> str:
    """A sample in words: training sample 217, a 7."""
    noun = "own drawing" if kind == OWN else f"{kind} sample"
    dataset = experiment.dataset
    if isinstance(dataset, ImageSet):
        return f"{noun} {number + 1:,}, {with_article(DIGIT_NAMES[int(label)])}"
    if isinstance(dataset.task, Classify):
        return f"{noun} {number + 1:,}, class {dataset.task.classes[int(label)]}"
    return f"{noun} {number + 1:,}"
