"""Speeds of a training: how many updates a second it makes at most, so that an eye can follow."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MOST_BEHIND = 0.1
"""Seconds of updates that a training makes up for where it was late; what is older is let be."""


@dataclass(frozen=True)
class Speed:
    """Most updates a second: `first` before the first of them, and `growth` more with each that was made, up to
    `epochs` epochs a second, or `first` updates where that is more.

    The updates themselves are the same at every speed. A network that is too large for one trains as fast as it can.
    """

    first: float
    growth: float = 0.0
    epochs: float = math.inf

    def updates_a_second(self, made: int, per_epoch: float) -> float:
        """Updates a second once so many are `made`, of an experiment with so many updates in an epoch."""
        return min(self.first + self.growth * made, max(self.first, self.epochs * per_epoch))

    def seconds(self, made: float, last: float, per_epoch: float) -> float:
        """Seconds from one count of updates to another at this speed.

        The rate is r(u) = min(a + b u, c) and du/dt = r, so that the time is ∫ du / r:
        ln((a + b m) / (a + b u₀)) / b until the rate is c, at u = m, and (u₁ - m) / c from there.
        """
        highest = max(self.first, self.epochs * per_epoch)
        if not self.growth:
            return (last - made) / min(self.first, highest)
        reached = min(max((highest - self.first) / self.growth, made), last)
        begun, then = (self.first + self.growth * updates for updates in (made, reached))
        return math.log(then / begun) / self.growth + (last - reached) / highest


FULL, WATCH = "Full", "Watch"
SPEEDS: Mapping[str, Speed] = {
    "1 update a second": Speed(1.0),
    "10 updates a second": Speed(10.0),
    # the first updates are pictures of their own, then 100 epochs of the default experiment take about five seconds
    WATCH: Speed(30.0, growth=2.0, epochs=25.0),
    FULL: Speed(math.inf),
}
"""The speeds that a person chooses from, by name, the slowest first."""


class Pace:
    """The updates that are due, at a speed that may change at any moment."""

    def __init__(self, speed: Speed, clock: Callable[[], float] = time.monotonic) -> None:
        self.speed = speed
        self._clock = clock
        self.begin()

    def begin(self) -> None:
        """Begin now, with an update that is due at once: who has pressed a button is to see that it was."""
        self._owed, self._before = 1.0, self._clock()

    def due(self, made: int, per_epoch: float) -> float:
        """Whole updates that are due now; infinitely many at full speed."""
        owed = self._owe(made, per_epoch)
        return owed if math.isinf(owed) else math.floor(owed)

    def _owe(self, made: int, per_epoch: float) -> float:
        now = self._clock()
        rate = self.speed.updates_a_second(made, per_epoch)
        if math.isinf(rate):
            return math.inf
        self._owed = min(self._owed + (now - self._before) * rate, max(1.0, MOST_BEHIND * rate))
        self._before = now
        return self._owed

    def wait(self, made: int, per_epoch: float) -> float:
        """Seconds until the next update is due; 0 where one is."""
        owed = self._owe(made, per_epoch)
        return 0.0 if owed >= 1 else (1 - owed) / self.speed.updates_a_second(made, per_epoch)

    def pay(self, updates: int) -> None:
        """Note that so many have been made."""
        self._owed = max(0.0, self._owed - updates)

    def change(self, speed: Speed, made: int, per_epoch: float) -> None:
        """Go on at another speed: what was waited for the next update counts."""
        owed = self._owe(made, per_epoch)
        self.speed, self._owed, self._before = speed, min(owed, 1.0), self._clock()
