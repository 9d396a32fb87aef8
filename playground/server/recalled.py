"""Moment of a run's past that its page shows in the place of the present."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from nn.module import Array
from playground.experiment.limits import is_light
from playground.training.live_frame import live_frame
from playground.training.moments import moment_frame, updates_at
from playground.training.network_frame import network_frame
from playground.training.run_handle import RunHandle


def present_frame(run: RunHandle) -> bytes | None:
    """What the live plot of a run is drawn from now; None where there is nothing to see yet."""
    shown = run.snapshot
    if run.frame is not None or shown is None or not shown.pictured:
        return run.frame
    return live_frame(run.experiment, run.experiment.samples(), shown)


@dataclass(frozen=True, eq=False)
class Recalled:
    """The checkpoint number `place` of the past that `run` had as it came to rest for the `rest`-th time."""

    run: RunHandle
    rest: int
    place: int
    epoch: float
    theta: Array

    @classmethod
    def of(cls, run: RunHandle, place: int) -> Recalled | None:
        """None for the present, and where there is no such checkpoint."""
        past = run.past
        if past is None or not 0 <= place < len(past.epochs) - 1:
            return None
        return cls(run, run.rests, place, float(past.epochs[place]), past.weights[place])

    @property
    def stands(self) -> bool:
        """True until the run has moved."""
        return not self.run.moving and self.rest == self.run.rests

    @property
    def in_worker(self) -> bool:
        """True where the network is too large to be looked at in the server."""
        return not is_light(self.run.experiment)

    @functools.cached_property
    def _frame(self) -> bytes:
        run, shown = self.run, self.run.snapshot
        assert shown is not None
        samples = run.experiment.samples()
        return moment_frame(run.experiment, samples, self.epoch, self.theta, shown.curve, shown.reason, shown.changes)

    @property
    def frame(self) -> bytes | None:
        """What the live plot is drawn from; None while the worker is at it."""
        if not self.in_worker:
            return self._frame
        found = self.run.recalled
        return found[1] if found is not None and found[0] == self.epoch else None

    @property
    def network_frame(self) -> bytes:
        """Frame of the network picture."""
        run, shown = self.run, self.run.snapshot
        assert shown is not None
        updates = updates_at(self.epoch, shown.curve)
        return network_frame(run.experiment, run.experiment.samples(), self.theta, updates)
