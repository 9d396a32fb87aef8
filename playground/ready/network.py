"""A ready network: weights that come with the program, and what is known of them."""

from __future__ import annotations

import functools
import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nn.module import Array
from nn.settings import SpecError, brief, finite_number
from nn.storage import StorageError, load_noted
from playground.datasets.image_set import ImageSet
from playground.datasets.tasks import Classify
from playground.drawing import Drawing, image_of
from playground.experiment import Experiment
from playground.training.trained_network import TrainedNetwork

FOLDER = Path(__file__).parent / "networks"
PENS, OWN_TEST, ERROR = "pen strokes of 14 people", "its own test digits", "mean squared error a pixel"
"""Names of figures: shares read right, and an error."""
MOST_LEVELS = 200
_lock = threading.Lock()
"""Held by whoever looks into a network: its layers write into buffers of their own."""


@dataclass(frozen=True)
class Level:
    """A `confidence` from which an answer is given: the share of digits that then are `answered`, and how much of that
    is `right`; all from 0 to 1."""

    confidence: float
    answered: float
    right: float


@dataclass(frozen=True, eq=False)
class ReadyNetwork:
    """A network that somebody need not train: its experiment, its weights (read-only), and what was found out of it.

    `figures` are shares of digits read right, or errors, by what they are measured on. `sure` is the confidence below
    which it should say that it is not sure, and `levels` what other confidences would give, on digits of writers it has
    never seen; a network for which nobody has measured that has none.
    """

    name: str
    title: str
    made: str
    experiment: Experiment
    theta: Array
    figures: Mapping[str, float]
    epochs: float
    seconds: float
    sure: float | None
    levels: tuple[Level, ...]

    @property
    def reads(self) -> bool:
        """True where it tells digits apart; else it rebuilds images."""
        return isinstance(self.experiment.dataset.task, Classify)

    @functools.cached_property
    def trained(self) -> TrainedNetwork:
        """The network itself, for one thread at a time."""
        return TrainedNetwork.of(self.experiment, self.theta)

    def level_at(self, confidence: float) -> Level | None:
        """The nearest of the `levels` to a confidence; None where there are none."""
        return min(self.levels, key=lambda level: abs(level.confidence - confidence), default=None)

    def probabilities(self, drawings: Sequence[Drawing]) -> Array:
        """The belief in each digit, float32 (n, 10), for drawings as the canvas gives them: rows that add up to 1.

        An empty drawing may be any digit. ValueError where the network rebuilds images instead.
        """
        dataset = self.experiment.dataset
        assert isinstance(dataset, ImageSet)
        if not self.reads:
            raise ValueError(f"{self.title!r} rebuilds images and names no digits; take one that reads.")
        found = np.full((len(drawings), 10), 0.1, np.float32)
        inked = [number for number, drawing in enumerate(drawings) if not drawing.empty]
        if inked:
            images = np.stack([image_of(drawings[number], dataset.size) for number in inked])
            found[inked] = self.shares(images)
        return found

    def shares(self, images: Array) -> Array:
        """The belief in each digit, float32 (n, 10), for images (n, rows, columns, 1) of ink, prepared as its own."""
        with _lock:
            return self.trained.shares(images)


def read_network(name: str, file: Path) -> ReadyNetwork:
    """The network of a file that `playground.ready.making` wrote. Raises StorageError for any other."""
    model, note = load_noted(file)
    try:
        return _noted(name, note, model.theta)
    except (SpecError, KeyError, TypeError, AttributeError) as error:
        raise StorageError(f"This is no ready network, or it is damaged ({error!s:.200}).") from error


def _noted(name: str, note: Mapping[str, Any], theta: Array) -> ReadyNetwork:
    experiment = Experiment.from_data(note["experiment"])
    count = experiment.network().count
    if theta.shape != (count,) or not isinstance(experiment.dataset, ImageSet):
        raise SpecError(f"its experiment has {count:,} parameters of a network for images, not {theta.size:,}")
    levels = tuple(Level(*(_share(number) for number in level)) for level in note["levels"][:MOST_LEVELS])
    figures = {_text(what): _number(value) for what, value in note["figures"].items()}
    needed = (PENS, OWN_TEST) if isinstance(experiment.dataset.task, Classify) else (ERROR,)
    if lacking := [name for name in needed if name not in figures]:
        raise SpecError(f"it lacks the figure {lacking[0]!r}")
    theta.setflags(write=False)
    return ReadyNetwork(
        name,
        _text(note["title"]),
        _text(note["made"]),
        experiment,
        theta,
        figures,
        _number(note["epochs"]),
        _number(note["seconds"]),
        None if note["sure"] is None else _share(note["sure"]),
        levels,
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 500:
        raise SpecError(f"a text is {brief(value)}")
    return value


def _number(value: object) -> float:
    number = finite_number(value)
    if number is None or number < 0:
        raise SpecError(f"a number is {brief(value)}")
    return float(number)


def _share(value: object) -> float:
    number = _number(value)
    if number > 1 or math.isnan(number):
        raise SpecError(f"a share is {brief(value)}")
    return number
