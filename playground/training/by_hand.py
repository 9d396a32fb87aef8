"""Weights of a network on points that a person changes by hand, one after the other, and takes back."""

from __future__ import annotations

import dataclasses
from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nn.initialisation import Weighted
from nn.module import Array
from playground.datasets.point_set import PointSet
from playground.experiment import Experiment
from playground.experiment.limits import is_light
from playground.training.live_frame import live_frame
from playground.training.network_columns import columns_of, obstacle, skips_of
from playground.training.network_frame import NetworkPicture
from playground.training.run import TrainingRun
from playground.training.snapshot import BY_HAND, Snapshot
from playground.training.switches import outgoing_weights

MOST_UNDONE = 50
"""Changes that can be taken back; the latest."""
LARGEST = 1000.0
"""Weights and biases are turned to ± this at most: beyond, there is nothing further to see."""


@dataclass(frozen=True)
class HandChange:
    """A change of a unit of a column: its `bias`, the `weight` of one input, or the unit itself switched `off` or `on`.

    What is turned in one `stroke`, without being let go, is one change.
    """

    do: Literal["weight", "bias", "off", "on"]
    column: int
    unit: int
    input: int = 0
    value: float = 0.0
    stroke: int = 0

    @property
    def place(self) -> tuple[str, int, int, int]:
        """The parameter or unit that is changed."""
        return ("off" if self.do == "on" else self.do, self.column, self.unit, self.input)


@dataclass(frozen=True, eq=False)
class _Before:
    """The weights before a change, the outgoing weights of units that were off, and what had been changed."""

    change: HandChange
    theta: Array
    off: dict[tuple[int, int], Array]
    changed: frozenset[tuple[str, int, int, int]]


def can_be_changed(experiment: Experiment) -> bool:
    """True where a person may change the network's weights: what follows from them is found while they watch."""
    return isinstance(experiment.dataset, PointSet) and is_light(experiment) and obstacle(experiment) is None


class ByHand:
    """A network, for which `can_be_changed` must hold, in a person's hands, with what it does.

    A unit that is switched off has outgoing weights of 0, until it is switched on again and they are what they were.
    Training goes on from these zeros; it may give them other values.

    It belongs to one thread at a time; what it shows, to whoever asks.
    """

    shown: Snapshot | None = None
    """Of the weights as they are since the last `show`."""
    live_frame = b""
    """The live plot's frame of it."""
    network_frame = b""
    """The picture's."""

    def __init__(self, experiment: Experiment, theta: Array) -> None:
        samples = experiment.samples()
        self._run = TrainingRun(experiment, samples, theta)
        self._experiment, self._samples = experiment, samples
        self._columns = columns_of(self._run.model.layers, experiment)
        self._picture = NetworkPicture(experiment, samples)
        self._skips = bool(skips_of(self._columns))
        self._undo: deque[_Before] = deque(maxlen=MOST_UNDONE)
        self._off: dict[tuple[int, int], Array] = {}
        self._changed: frozenset[tuple[str, int, int, int]] = frozenset()

    @property
    def _theta(self) -> Array:
        return self._run.model.theta

    @property
    def changed(self) -> bool:
        """True where there is something to be taken back."""
        return bool(self._undo)

    def make(self, change: HandChange) -> bool:
        """Make a change; False, and nothing is changed, where the network has nothing at its place."""
        before = _Before(change, self._theta.copy(), dict(self._off), self._changed)
        if not self._made(change):
            return False
        last = self._undo[-1].change if self._undo else None
        if last is None or change.stroke == 0 or (last.place, last.stroke) != (change.place, change.stroke):
            self._undo.append(before)
        self._changed |= {change.place}
        return True

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        if not self._undo:
            return False
        before = self._undo.pop()
        self._theta[...] = before.theta
        self._off, self._changed = before.off, before.changed
        return True

    def _made(self, change: HandChange) -> bool:
        head = self._head(change.column)
        column, unit = change.column, change.unit
        if not 0 <= column < len(self._columns) or not 0 <= unit < self._columns[column].shown:
            return False
        outgoing = outgoing_weights(self._columns, (column, unit))
        match change.do:
            case "weight" if head is not None and 0 <= change.input < self._columns[column - 1].shown:
                held = self._off.get((column - 1, change.input))
                if held is not None:  # what it gets once it is switched on
                    self._off[column - 1, change.input] = np.where(np.arange(held.shape[1]) == unit, change.value, held)
                else:
                    head.params["weights"][change.input, unit] = change.value
            case "bias" if head is not None and head.bias:
                head.params["bias"][unit] = change.value
            case "off" if outgoing is not None and (column, unit) not in self._off:
                self._off[column, unit] = outgoing.copy()
                outgoing[...] = 0
            case "on" if outgoing is not None and (column, unit) in self._off:
                outgoing[...] = self._off.pop((column, unit))
            case _:
                return False
        return True

    def _head(self, column: int) -> Weighted | None:
        return self._columns[column].head if 0 <= column < len(self._columns) else None

    def show(self, base: Snapshot | None, revision: int) -> Snapshot:
        """What there is to show now of the run whose snapshot is `base`, None before its first; kept as `shown`, with
        the `live_frame` and the `network_frame` of it. `revision` is that of what the browser has told last."""
        run = self._run
        scores = run.evaluation.scores(run.model)
        before = base or run.snapshot("paused")
        noted = [(epoch, text) for epoch, text in before.changes if (epoch, text) != (before.epoch, BY_HAND)]
        if self._undo:
            noted.append((before.epoch, BY_HAND))
        shown = dataclasses.replace(
            before,
            scores=scores,
            changes=noted,
            whole_test_accuracy=None,
            theta=self._theta.copy(),
            **run.evaluation.pictures(run.model),
        )
        hand = {
            "revision": revision,
            "undo": len(self._undo),
            "changed": sorted(self._changed),
            "off": sorted(self._off),
            "switches": not self._skips,
        }
        self.live_frame = live_frame(self._experiment, self._samples, shown)
        self.network_frame = self._picture.frame(self._theta, shown.updates, hand)
        self.shown = shown
        return shown
