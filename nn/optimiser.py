"""What every optimiser is."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from nn.module import Array
from nn.registry import Data, Registered


class Optimiser(Registered):
    """Base of the optimisers: they move the flat parameter vector against its gradient, in place."""

    family = "optimiser"
    formula: ClassVar[str]
    learning_rate: float
    examples: ClassVar[tuple[Data, ...]] = ({},)
    """Settings that the tests try."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.updates = 0
        self._memory: dict[str, Array] = {}
        self._scratch: Array | None = None

    def memory(self, name: str, like: Array) -> Array:
        """A vector of the shape and dtype of `like`, kept from update to update, zero at first: part of the state."""
        kept = self._memory.get(name)
        if kept is None:
            kept = self._memory[name] = np.zeros_like(like)
        return kept

    def scratch(self, like: Array) -> Array:
        """An uninitialised vector to compute the step in."""
        if self._scratch is None or self._scratch.shape != like.shape or self._scratch.dtype != like.dtype:
            self._scratch = np.empty_like(like)
        return self._scratch

    def update(self, theta: Array, dtheta: Array) -> None:
        """Move `theta` (p,) one step, in place, against its gradient `dtheta` (p,), which is only read."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """A copy of all that the next update depends on, besides the settings."""
        memory = {name: kept.copy() for name, kept in self._memory.items()}
        return {"kind": self.kind, "updates": self.updates, "memory": memory}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()` of the same kind, whatever its settings were; ValueError for another kind."""
        if state["kind"] != self.kind:
            raise ValueError(f"The state is of the optimiser {state['kind']!r:.60}; this one is {self.kind!r}.")
        self.updates = int(state["updates"])
        self._memory = {name: kept.copy() for name, kept in state["memory"].items()}
