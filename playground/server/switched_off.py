"""Units of a session's networks that a person has switched off, to see what becomes of the answer."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from nn.module import Array
from playground.analysis.interpretability.ablation import Ablation
from playground.datasets import Samples
from playground.server.networks import network_with
from playground.training.run_handle import RunHandle
from playground.training.switches import Unit


class SwitchedOff:
    """The units of each run's network that are off on the Draw and Inside pages; the run itself keeps all its weights.

    `revision` is that of the browser's last message, so that one that comes late changes nothing.
    """

    def __init__(self) -> None:
        self.revision = 0
        self._units: WeakKeyDictionary[RunHandle, tuple[Unit, ...]] = WeakKeyDictionary()
        self._ablation: tuple[Array, int | None, tuple[Unit, ...], Ablation] | None = None

    def of(self, run: RunHandle) -> tuple[Unit, ...]:
        """The units of the run's network that are off, in the order in which they were switched off."""
        return self._units.get(run, ())

    def set(self, run: RunHandle, units: tuple[Unit, ...], revision: int) -> None:
        """Switch these off and all others on, unless this, or a later message, is known already."""
        if revision > self.revision:
            self.revision = revision
            self._units[run] = units

    def measured(self, run: RunHandle, sobel: int | None, off: tuple[Unit, ...]) -> Ablation | None:
        """The measurement of what is lost with these units, where it has begun."""
        found = self._ablation
        same = found is not None and found[0] is run.theta and found[1:3] == (sobel, off)
        return found[3] if found is not None and same else None

    def measure(self, run: RunHandle, sobel: int | None, off: tuple[Unit, ...], samples: Samples) -> Ablation:
        """Begin that measurement, with networks of its own: whoever draws meanwhile uses the session's."""
        theta, before = run.theta, self._ablation
        assert theta is not None
        intact, changed = (network_with(run.experiment, theta, sobel, units) for units in ((), off))
        known = before[3] if before is not None and before[0] is theta and before[1] == sobel else None
        made = Ablation(intact, changed, len(off), samples, known)
        self._ablation = (theta, sobel, off, made)
        return made
