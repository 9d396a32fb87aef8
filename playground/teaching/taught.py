"""Networks that were taught own classes, and what they say of a drawing and of the examples held back."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn import Sequential
from nn.layers import Linear
from nn.losses import CrossEntropy
from nn.module import Array
from playground.datasets.dataset import Labels
from playground.drawing import Drawing, image_of
from playground.experiment.words import percent
from playground.teaching.own_classes import SIZE, OwnClasses
from playground.teaching.ways import WAYS, Way, frozen_layers, untrained

SURE = 0.7
"""A smaller share of belief than this is not sure: it names the two likeliest."""


@dataclass(frozen=True, eq=False)
class Reading:
    """Answer to a drawing: the `image` that was seen, ink 0..1 (28, 28, 1), and each way's shares of belief.

    It is `familiar` unless it is farther from every example than any of these is from the nearest other of its class.
    """

    image: Array
    shares: Mapping[Way, Array]
    familiar: bool


@dataclass(frozen=True, eq=False)
class Test:
    """A way's answers to examples that were held back: their numbers, classes and answers, each (m,).

    `parts` is how many networks were taught for it; where it is 1, only so many examples were held back.
    """

    held: Labels
    truth: Labels
    said: Labels
    parts: int

    @property
    def right(self) -> int:
        """The number that were answered right."""
        return int((self.truth == self.said).sum())


class Taught:
    """Own classes as they were taught, in the ways that are ready so far.

    `found` is what `lesson_job` gives of them, or has shown of that. Threads take turns at its networks.
    """

    def __init__(self, own: OwnClasses, found: Mapping[str, Any]) -> None:
        self.own = own
        self.ways: tuple[Way, ...] = tuple(way for way in WAYS if way in found)
        self._found = found
        self._lock = threading.Lock()
        self._frozen = frozen_layers()
        self._networks = {way: _network(way, len(own.classes), self._frozen, found[way]["theta"]) for way in self.ways}
        self._examples = _directions(found["features"])
        self._farthest = farthest(self._examples, own.labels)

    def read(self, drawing: Drawing) -> Reading:
        """Readings of a drawing that is not empty, by each way."""
        image = image_of(drawing, SIZE)
        with self._lock:
            features = self._frozen.predict(image[None])
            seen: Mapping[Way, Array] = {"transfer": features, "scratch": image[None]}
            shares = {way: self._networks[way].predict(seen[way]) for way in self.ways}
        distance = float(1 - (self._examples @ _directions(features)[0]).max())
        return Reading(image, {way: found[0] for way, found in shares.items()}, distance <= self._farthest)

    @property
    def best(self) -> Way:
        """The way with the most right answers in its test; of equal ones, and before there are tests, the first."""
        tests = {way: self.test(way) for way in self.ways}
        return max(tests, key=lambda way: 0 if (test := tests[way]) is None else test.right)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, about."""
        learnt = sum(network.theta.nbytes for network in self._networks.values())
        return 2 * self._examples.nbytes + self._frozen.theta.nbytes + learnt

    def test(self, way: Way) -> Test | None:
        """The way's test; None where it is not over."""
        shares = self._found[way].get("shares") if way in self.ways else None
        if shares is None:
            return None
        held = self._found["held"]
        return Test(held, self.own.labels[held], shares.argmax(axis=1), self._found["parts"])

    def seconds(self, way: Way) -> float:
        """Seconds that it took to teach it with all examples."""
        return float(self._found[way]["seconds"])

    def learnt(self, way: Way) -> int:
        """The number of weights and biases that were changed to teach it."""
        return int(self._found[way]["theta"].size)


def _network(way: Way, classes: int, frozen: Sequential, theta: Array) -> Sequential:
    """The network that the way has taught: a last layer behind the frozen ones, or a whole stack."""
    if way == "scratch":
        network = untrained(classes, None)
    else:
        network = Sequential([Linear(classes)]).build(frozen.output_shape, None)
        network.fuse(CrossEntropy())
    network.theta[...] = theta
    return network


def farthest(directions: Array, labels: Labels) -> float:
    """The largest distance, 0 to 1, of an example from the nearest other of its class, by directions of length 1."""
    near = directions @ directions.T
    near[labels[:, None] != labels[None]] = -1
    np.fill_diagonal(near, -1)
    return float(1 - near.max(axis=1).min())


def _directions(features: Array) -> Array:
    """Features (n, k) scaled to length 1, so that how much ink there is matters less than where."""
    directions: Array = features / np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-9)
    return directions


def sentence(names: Sequence[str], shares: Array, *, familiar: bool) -> str:
    """A way's answer in words: the likeliest class, or that it is not sure, and between what."""
    first, second = np.argsort(-shares, kind="stable")[:2].tolist()
    likeliest = f"{names[first]} ({percent(shares[first])})"
    if not familiar:
        return f"Not sure: unlike all your examples; the nearest guess is {likeliest}"
    if shares[first] < SURE:
        return f"Not sure: {likeliest} or {names[second]} ({percent(shares[second])})"
    return likeliest
