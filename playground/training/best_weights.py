"""The best weights of a run, by the cost on its validation samples, to go back to at its end."""

from __future__ import annotations

import math
from typing import Any

from nn.training import Trainer
from playground.experiment.words import plain

_KEPT = ("theta", "optimiser", "average")
"""Parts of a trainer's state that belong to its weights; the others say how far it is."""


class BestWeights:
    """A trainer's weights where validation cost least so far, with their average and the optimiser's memory."""

    def __init__(self) -> None:
        self.forget()
        self.said = ""
        """Which weights were given back last, in words."""

    def forget(self) -> None:
        """Keep nothing of what was so far."""
        self._loss, self._epoch = math.inf, 0.0
        self._state: dict[str, Any] = {}

    def note(self, epoch: float, validation_loss: float | None, state: dict[str, Any]) -> None:
        """Keep the trainer's `state`, without a copy, if the cost is the lowest so far."""
        if validation_loss is not None and validation_loss < self._loss:
            self._loss, self._epoch = validation_loss, epoch
            self._state = {name: state[name] for name in _KEPT}

    def give_back(self, trainer: Trainer) -> None:
        """Go on from the best weights, if there are any, as far as the trainer has come, and say which these are."""
        if not self._state:
            return
        trainer.restore({**trainer.state(), **self._state})
        epoch = plain(round(self._epoch, 1))
        self.said = f" The weights are those of epoch {epoch}, the best on the validation samples."

    def state(self) -> dict[str, Any]:
        """What `restore` needs."""
        return {
            "loss": self._loss if self._state else None,
            "epoch": self._epoch,
            "kept": self._state,
            "said": self.said,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`."""
        self._loss = math.inf if state["loss"] is None else state["loss"]
        self._epoch, self._state, self.said = state["epoch"], state["kept"], state["said"]
