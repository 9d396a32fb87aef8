"""Changes of a run's settings while it trains, to be marked on its curve."""

from __future__ import annotations

import itertools
from typing import Any

from nn.registry import data_of
from playground.experiment import Experiment
from playground.experiment.setting_names import KIND, PARTS, spoken_name
from playground.experiment.words import value_text

MOST_CHANGES = 40
"""Of one run; the latest are kept."""


class Changes:
    """Settings that a run has had, and when they were changed; two changes between two rows of its curve are one."""

    def __init__(self, experiment: Experiment) -> None:
        self._now = experiment
        self._before: list[tuple[float, int, Experiment]] = []
        """Epoch and updates of each change, and the experiment up to it."""
        self.texts: list[tuple[float, str]] = []
        """The epoch of each change, and what was changed: `learning rate 1 → 0.5`."""

    def add(self, epoch: float, updates: int, experiment: Experiment, last_row: int) -> None:
        """Note a change; `last_row` is the update of the curve's last row."""
        if experiment == self._now:
            return
        if not self._before or self._before[-1][1] < last_row or self._before[-1][0] > epoch:
            self._before = [*self._before, (epoch, updates, self._now)][-MOST_CHANGES:]
        self._now = experiment
        self._say()

    def _say(self) -> None:
        settings = [*(experiment for _, _, experiment in self._before), self._now]
        said = [change_text(before, after) for before, after in itertools.pairwise(settings)]
        self.texts = [(epoch, text) for (epoch, _, _), text in zip(self._before, said, strict=True) if text]

    def state(self) -> dict[str, Any]:
        """State that `restore` needs, as plain data."""
        before = [[epoch, updates, experiment.data()] for epoch, updates, experiment in self._before]
        return {"now": self._now.data(), "before": before}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`."""
        self._now = Experiment.from_data(state["now"])
        self._before = [(epoch, updates, Experiment.from_data(data)) for epoch, updates, data in state["before"]]
        self._say()


def change_text(before: Experiment, after: Experiment) -> str:
    """The settings that differ, each with both values; empty where none that a run takes over does."""
    found = []
    for part, (_, family) in PARTS.items():
        old, new = (data_of(getattr(experiment, part)) for experiment in (before, after))
        if old[KIND] != new[KIND]:
            titles = (family.kinds()[str(data[KIND])].title() for data in (old, new))
            found.append(f"{spoken_name(f'{part}.{KIND}', after)} {' → '.join(titles)}")
            continue
        for name, value in new.items():
            if value != old[name]:
                values = f"{value_text(old[name])} → {value_text(value)}"
                found.append(f"{spoken_name(f'{part}.{name}', after)} {values}")
    return ", ".join(found)
