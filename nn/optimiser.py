"""Optimiser: the base of the optimisers."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any, ClassVar, NoReturn

import numpy as np

from nn.module import Array
from nn.registry import Data, Registered, Symbols
from nn.settings import brief


@functools.lru_cache(maxsize=64)
def scalar(value: float, dtype: np.dtype[Any]) -> Array:
    """A number as an array, as NumPy takes that in half the time; as many are kept as a few trainings have settings."""
    array = np.array(value, dtype)
    array.setflags(write=False)
    return array


def clip(gradient: Array, longest: float) -> None:
    """Shorten the gradient (p,), in place, where its norm is above `longest`: g ← g · longest / ‖g‖."""
    norm = math.sqrt(float(gradient.dot(gradient)))
    if norm > longest:
        gradient *= longest / norm


class Optimiser(Registered):
    """Base of the optimisers: they move the flat parameter vector against its gradient, in place."""

    family = "optimiser"
    formula: ClassVar[str]
    symbols: ClassVar[Symbols] = (("θ", "a parameter"), ("g", "its gradient"), ("rate", "learning rate of this update"))
    letters: ClassVar[Symbols] = ()
    """Letters of what is remembered in the formula, and its names in `memory`."""
    learning_rate: float
    examples: ClassVar[tuple[Data, ...]] = ({},)
    """Settings that the tests try."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.share = 1.0
        """Share of the learning rate that the next update takes: see `nn.rate_schedules`."""
        self.decayed: Sequence[slice] = (slice(None),)
        """Slices of the parameters that a decay of weights acts on."""
        self._memory: dict[str, Array] = {}
        self._network: object = None
        self._scratch: Array | None = None

    @property
    def rate(self) -> float:
        """The learning rate of the next update."""
        return self.learning_rate * self.share

    def serve(self, network: object, weights: Sequence[slice] = (slice(None),)) -> None:
        """Move the parameters of the network with this mark from now on; ValueError if it remembers another's.

        `weights` are the slices of its parameters that are weights, not biases.
        """
        if self._memory and self._network not in (None, network):
            raise ValueError(
                f"This {self.title()} remembers the gradients of another network; "
                f"make a new one for this network: {self.title()}(...)."
            )
        self._network, self.decayed = network, weights

    def __getstate__(self) -> dict[str, Any]:
        # a copy may serve a copy of the network
        return {**vars(self), "_network": None}

    def memory(self, name: str, like: Array) -> Array:
        """A vector of the shape and dtype of `like`, kept from update to update, zero at first: part of the state.

        ValueError if what is kept has another shape or dtype: it is of another network.
        """
        kept = self._memory.get(name)
        if kept is None:
            kept = self._memory[name] = np.zeros_like(like)
        elif kept.shape != like.shape or kept.dtype != like.dtype:
            self._refuse(kept, like)
        return kept

    def _refuse(self, kept: Array, like: Array) -> NoReturn:
        raise ValueError(
            f"{self.title()}: what is remembered is of {kept.size:,} parameters of {kept.dtype}; "
            f"the network has {like.size:,} of {like.dtype}. Make a new optimiser for another network."
        )

    def scratch(self, like: Array) -> Array:
        """An uninitialised vector to compute the step in."""
        if self._scratch is None or self._scratch.shape != like.shape or self._scratch.dtype != like.dtype:
            self._scratch = np.empty_like(like)
        return self._scratch

    def update(self, theta: Array, dtheta: Array) -> None:
        """Move `theta` (p,) one step, in place, against its gradient `dtheta` (p,), which is only read."""
        raise NotImplementedError

    def steps(self, weight: bool = True) -> str:
        """The formula with these settings, of a weight or else of a bias: one `name ← value` after the other."""
        return self.formula

    def numbers(self) -> dict[str, float]:
        """Numbers in the formula, by their letters, as the last update took them: settings need not be among them."""
        return {"rate": self.rate}

    def state(self) -> dict[str, Any]:
        """A copy of all that the next update depends on, besides the settings."""
        memory = {name: kept.copy() for name, kept in self._memory.items()}
        return {"kind": self.kind, "memory": memory}

    def restore(self, state: dict[str, Any], theta: Array | None = None) -> None:
        """Go on from a `state()` of the same kind, whatever its settings were.

        ValueError, and nothing changed, for another kind, or if it is of a network with other parameters than `theta`;
        without `theta` the next update tells.
        """
        if state["kind"] != self.kind:
            raise ValueError(f"The state is of the optimiser {brief(state['kind'])}; this one is {self.kind!r}.")
        for kept in state["memory"].values():
            if theta is not None and (kept.shape != theta.shape or kept.dtype != theta.dtype):
                self._refuse(kept, theta)
        self._memory = {name: kept.copy() for name, kept in state["memory"].items()}
