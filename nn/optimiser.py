"""What every optimiser is."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from nn.module import Array
from nn.registry import Registered


class Optimiser(Registered):
    """Base of the optimisers: they move the flat parameter vector against its gradient, in place."""

    family = "optimiser"
    formula: ClassVar[str]
    learning_rate: float

    def __post_init__(self) -> None:
        super().__post_init__()
        self.updates = 0
        self._memory: dict[str, Array] = {}

    def memory(self, name: str, like: Array) -> Array:
        """A vector kept from update to update, zero at first."""
        kept = self._memory.get(name)
        if kept is None:
            kept = self._memory[name] = np.zeros_like(like)
        return kept

    def update(self, theta: Array, dtheta: Array) -> None:
        """Move `theta` one step; `dtheta` is only read."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """A copy of all that the next update depends on, besides the settings."""
        return {"updates": self.updates, **{name: kept.copy() for name, kept in self._memory.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()`."""
        self.updates = int(state["updates"])
        self._memory = {name: kept.copy() for name, kept in state.items() if name != "updates"}
