"""Learning-rate schedules: which share of the learning rate each update of a training takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from nn.registry import Data, Registered
from nn.settings import setting


@dataclass(frozen=True)
class RateSchedule(Registered):
    """Base of the learning-rate schedules: after a warm-up, in which the rate rises evenly from 0, each its own way.

    A warm-up spares fresh weights the full rate while the optimiser knows little (Goyal et al., 2017).
    """

    family = "learning-rate schedule"
    formula: ClassVar[str]
    """Share of the rate after the warm-up, p running from 0 there to 1 at the end of the training."""
    needs_length: ClassVar[bool] = False
    """Whether it must be known for how many epochs the training goes on."""
    examples: ClassVar[tuple[Data, ...]] = ({}, {"warm_up": 2.0})
    """Settings that the tests try."""

    warm_up: float = setting(
        0.0, low=0.0, high=50.0, label="Warm-up (epochs)", help="Epochs in which the rate rises evenly from 0"
    )

    def share(self, epoch: float, epochs: float = math.inf) -> float:
        """Share, 0 to 1, of the learning rate at `epoch`, in fractions, of a training of so many `epochs`."""
        if epoch < self.warm_up:
            return epoch / self.warm_up
        return self.share_after(epoch - self.warm_up, epochs - self.warm_up)

    def of_update(self, seen: int, samples: int, count: int, epochs: float = math.inf) -> float:
        """The share that an update with so many `samples` takes, after `seen` samples of a training set of `count`."""
        # in the middle of the update: neither the first of a warm-up nor the last of a fall is lost
        return self.share((seen + samples / 2) / count, epochs)

    def share_after(self, epoch: float, epochs: float) -> float:
        """The same, `epoch` and `epochs` counted from the end of the warm-up."""
        raise NotImplementedError

    @property
    def always_whole(self) -> bool:
        """Whether the share is 1 all the time."""
        return False


@dataclass(frozen=True)
class Constant(RateSchedule):
    """The rate stays as it is set."""

    kind = "constant"
    formula = "1"

    def share_after(self, epoch: float, epochs: float) -> float:
        return 1.0

    @property
    def always_whole(self) -> bool:
        return self.warm_up == 0


@dataclass(frozen=True)
class Step(RateSchedule):
    """The rate falls by a factor every so many epochs."""

    kind = "step"
    formula = "factor^⌊epoch / every⌋"
    examples = ({}, {"every": 3, "factor": 0.1, "warm_up": 1.0})

    every: int = setting(10, low=1, high=10_000, label="Every (epochs)", help="Epochs from one fall to the next")
    factor: float = setting(0.5, low=0.01, high=0.99, help="What the rate is multiplied by")

    def share_after(self, epoch: float, epochs: float) -> float:
        return self.factor ** math.floor(epoch / self.every)


@dataclass(frozen=True)
class Falling(RateSchedule):
    """A rate that falls until the end of the training, and stays there: slowly enough to settle, and then at rest."""

    needs_length = True
    examples = ({}, {"least": 0.1, "warm_up": 2.0})

    least: float = setting(
        0.0, low=0.0, high=0.9, label="Least share", help="Share of the rate that is left at the end"
    )

    def share_after(self, epoch: float, epochs: float) -> float:
        done = min(1.0, epoch / epochs) if epochs > 0 else 1.0
        return self.least + (1 - self.least) * self.left(done)

    def left(self, done: float) -> float:
        """What is left, 1 to 0, of what falls, where the part `done` of the training, 0 to 1, is over."""
        raise NotImplementedError


@dataclass(frozen=True)
class Linear(Falling):
    """The rate falls evenly to its least share, at the end of the training."""

    kind = "linear"
    formula = "least + (1 − least)(1 − p)"

    def left(self, done: float) -> float:
        return 1 - done


@dataclass(frozen=True)
class Cosine(Falling):
    """The rate falls along half a wave, slowly at first and at the end (Loshchilov and Hutter, 2017)."""

    kind = "cosine"
    formula = "least + (1 − least)(1 + cos πp) / 2"

    def left(self, done: float) -> float:
        return (1 + math.cos(math.pi * done)) / 2
