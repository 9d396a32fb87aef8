"""The Experiment: the plain description of everything a run depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser
from nn.penalty import Penalties
from nn.registry import Data, Registered, data_of, make
from nn.settings import SpecError, brief
from playground.datasets import Dataset
from playground.preparation import Preparation, Preparations
from playground.schedule import Schedules

VERSION = 1
MOST_LAYERS = 32
HIGHEST_SEED = 2**31 - 1
_FAMILIES: Mapping[str, type[Registered]] = {
    "dataset": Dataset,
    "loss": Loss,
    "optimiser": Optimiser,
    "penalty": Penalties,
    "schedule": Schedules,
    "preparation": Preparations,
}


@dataclass(frozen=True)
class Experiment:
    """Dataset, stack, loss, optimiser, penalty, schedule, seed and preparation, each as plain data.

    Every part is checked when an Experiment is made (SpecError) and completed with its defaults. One seed fixes the
    first weights, the shuffling and what the preparation varies in training.
    """

    dataset: Data
    layers: tuple[Data, ...]
    loss: Data
    optimiser: Data
    penalty: Data = field(default_factory=lambda: {"kind": "penalty"})
    schedule: Data = field(default_factory=lambda: {"kind": "schedule"})
    seed: int = 0
    preparation: Data = field(default_factory=lambda: {"kind": "preparation"})

    def __post_init__(self) -> None:
        for name, family in _FAMILIES.items():
            object.__setattr__(self, name, data_of(make(family, getattr(self, name))))
        if not isinstance(self.layers, (list, tuple)) or len(self.layers) > MOST_LAYERS:
            raise SpecError(f"A stack must be a list of at most {MOST_LAYERS} modules.")
        object.__setattr__(self, "layers", tuple(data_of(make(Module, layer)) for layer in self.layers))
        if type(self.seed) is not int or not 0 <= self.seed <= HIGHEST_SEED:
            raise SpecError(f"The seed must be a whole number from 0 to {HIGHEST_SEED}; it is {brief(self.seed)}.")

    @classmethod
    def from_data(cls, data: object) -> Experiment:
        """The Experiment that `data()` described; SpecError where it is damaged, unknown or of another version."""
        if not isinstance(data, Mapping):
            raise SpecError(f"An experiment must be described by a mapping; it is {brief(data)}.")
        version = data.get("version")
        if version != VERSION:
            raise SpecError(f"The experiment is of version {brief(version, 20)}; this program reads {VERSION}.")
        parts = {name: value for name, value in data.items() if name != "version"}
        unknown = sorted(str(name) for name in set(parts) - {part.name for part in fields(cls)})
        if unknown:
            raise SpecError(f"An experiment has no part {brief(unknown[0])}.")
        missing = [name for name in ("dataset", "layers", "loss", "optimiser") if name not in parts]
        if missing:
            raise SpecError(f"The experiment lacks its {missing[0]}.")
        return cls(**parts)

    def data(self) -> dict[str, Any]:
        """Plain data that JSON can carry and `from_data` turns back into an equal Experiment; the caller's own."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        copies = {name: dict(value) if isinstance(value, Mapping) else value for name, value in parts.items()}
        return {"version": VERSION, **copies, "layers": [dict(layer) for layer in self.layers]}

    def resets(self, other: Experiment) -> bool:
        """Whether going from this to `other` needs a new network.

        Rates, penalties, schedule, and what the preparation varies in training do not; another scaling does.
        """
        return self._network != other._network

    @property
    def _network(self) -> tuple[object, ...]:
        """All that the network's weights are bound to."""
        scaling = [self.preparation[name] for name in Preparation.SCALING]
        return (self.dataset, self.layers, self.loss, self.optimiser["kind"], self.seed, scaling)
