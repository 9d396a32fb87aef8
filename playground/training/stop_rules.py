"""Stop rules, by which a run ends by itself: its length, or by the validation samples: an accuracy reached, or no
improvement for too long."""

from __future__ import annotations

import math
from typing import Any

from nn.registry import data_of, make
from playground.experiment.schedule import Schedule
from playground.experiment.words import counted
from playground.training.scores import Scores


class StopRules:
    """The rules of one schedule; one that Play has overruled is silent until the schedule changes.

    The test samples have no part in them: a number that decides when training ends is no test any more.
    """

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._last_epoch: float = math.inf if schedule.until_stopped else schedule.epochs
        self._target_reached = False
        self._best_loss, self._best_epoch = math.inf, 0.0

    def change(self, schedule: Schedule) -> None:
        """Follow other rules from now on; what is known of the best cost so far stays, if it is still the same cost."""
        if schedule.class_weights != self.schedule.class_weights:
            self._best_loss = math.inf
        if schedule != self.schedule:
            self.schedule, self._target_reached = schedule, False
            self._last_epoch = math.inf if schedule.until_stopped else schedule.epochs

    def overrule(self, epoch: float) -> None:
        """Play was pressed at `epoch`: a run that had its length gets the same length again."""
        if epoch >= self._last_epoch:
            self._last_epoch = math.floor(epoch) + self.schedule.epochs
        self._best_epoch = epoch

    @property
    def last_epoch(self) -> float | None:
        """Where the run ends if no other rule holds before; None for until stopped."""
        return None if math.isinf(self._last_epoch) else self._last_epoch

    def after_epoch(self, epoch: float) -> str | None:
        """Why the run ends here, in words, or None."""
        return f"Trained for {counted(epoch, 'epoch')}, as set." if epoch >= self._last_epoch else None

    def after_evaluation(self, epoch: float, scores: Scores) -> str | None:
        """Why the run ends with these scores, in words, or None."""
        target, accuracy, loss = self.schedule.target_accuracy, scores.validation_accuracy, scores.validation_loss
        if target and accuracy is not None and not self._target_reached and 100 * accuracy >= target:
            self._target_reached = True
            return f"The validation accuracy reached {100 * accuracy:.1f} %; the target is {target:g} %."
        if loss is None:
            return None
        if loss < self._best_loss:
            self._best_loss, self._best_epoch = loss, epoch
        elif self.schedule.patience and epoch - self._best_epoch >= self.schedule.patience:
            return f"The validation cost has not improved for {counted(self.schedule.patience, 'epoch')}."
        return None

    def state(self) -> dict[str, Any]:
        """What `restore` needs."""
        best = None if math.isinf(self._best_loss) else self._best_loss
        return {
            "schedule": data_of(self.schedule),
            "last_epoch": self.last_epoch,
            "target_reached": self._target_reached,
            "best": [best, self._best_epoch],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`, by the schedule it had."""
        self.schedule = make(Schedule, state["schedule"])
        self._last_epoch = math.inf if state["last_epoch"] is None else state["last_epoch"]
        self._target_reached = state["target_reached"]
        loss, self._best_epoch = state["best"]
        self._best_loss = math.inf if loss is None else loss
