"""An experiment that a person edits, and its history."""

from __future__ import annotations

from typing import Any

from playground.experiment import Experiment
from playground.experiment.presets import DEFAULT
from playground.server.observable import Observable

MOST_HISTORY = 100


class EditedExperiment(Observable):
    """Base of what has an experiment; `_edited` is called with the lock whenever that has become another one."""

    def __init__(self) -> None:
        super().__init__()
        self.experiment: Experiment = DEFAULT
        self.past: list[Experiment] = []
        self.future: list[Experiment] = []
        self.revision = 0
        """A number that grows with every change of the experiment."""

    def edit(self, **parts: Any) -> None:
        """Replace parts of the experiment; the old one goes into the history."""
        with self.lock:
            self.replace(self.experiment.changed(**parts))

    def replace(self, new: Experiment) -> None:
        """Make `new` the experiment; rates and schedule reach a running network at once; another network, or a
        schedule that cannot be trained by, pauses it."""
        with self.lock:
            if new != self.experiment:
                self.past = [*self.past, self.experiment][-MOST_HISTORY:]
                self.future = []
                self._show(new)

    def undo(self) -> None:
        """Go back one edit."""
        with self.lock:
            if self.past:
                *self.past, before = self.past
                self.future = [*self.future, self.experiment]
                self._show(before)

    def redo(self) -> None:
        """Take one undo back."""
        with self.lock:
            if self.future:
                *self.future, after = self.future
                self.past = [*self.past, self.experiment]
                self._show(after)

    def _show(self, new: Experiment) -> None:
        self.experiment = new
        self.revision += 1
        self._edited()

    def _edited(self) -> None:
        """Follow the edit."""
