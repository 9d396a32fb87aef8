"""The Experiment: all that a run depends on."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn import Sequential
from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser
from nn.penalty import Penalty
from nn.rate_schedules import RateSchedule
from nn.registry import Data, Member, Registered, copy_of, data_of, make
from nn.settings import SpecError, brief
from playground.datasets import Dataset, Samples, samples_of
from playground.datasets.found_once import FoundOnce
from playground.experiment.schedule import Schedule
from playground.preparation import Preparation, validation_count, with_validation

VERSION = 1
MOST_LAYERS = 32
HIGHEST_SEED = 2**31 - 1
_NEEDED = ("dataset", "layers", "loss", "optimiser")
_PARTS = (*_NEEDED, "rate_schedule", "penalty", "schedule", "seed", "preparation")
_RATE_SCHEDULE: Mapping[str, object] = {"kind": "constant"}
_PENALTY: Mapping[str, object] = {"kind": "penalty"}
_SCHEDULE: Mapping[str, object] = {"kind": "schedule"}
_PREPARATION: Mapping[str, object] = {"kind": "preparation"}
_split = FoundOnce[Samples](32)


@dataclass(frozen=True, init=False, eq=False)
class Experiment:
    """Dataset, stack of modules, loss, optimiser, learning-rate schedule, penalty, schedule, seed and preparation.

    Each is made and checked once, here, and never changed: `network` builds copies of the modules, and whoever trains
    takes a `copy_of` the optimiser. One seed fixes the first weights, the shuffling, and what the preparation sets
    aside and varies. Two experiments are equal where their `data` are.
    """

    dataset: Dataset
    layers: tuple[Module, ...]
    loss: Loss
    optimiser: Optimiser
    rate_schedule: RateSchedule
    penalty: Penalty
    schedule: Schedule
    seed: int
    preparation: Preparation

    def __init__(
        self,
        dataset: Dataset | Mapping[str, object],
        layers: Iterable[Module | Mapping[str, object]],
        loss: Loss | Mapping[str, object],
        optimiser: Optimiser | Mapping[str, object],
        penalty: Penalty | Mapping[str, object] = _PENALTY,
        schedule: Schedule | Mapping[str, object] = _SCHEDULE,
        seed: int = 0,
        preparation: Preparation | Mapping[str, object] = _PREPARATION,
        rate_schedule: RateSchedule | Mapping[str, object] = _RATE_SCHEDULE,
    ) -> None:
        """Take each part as it is or as plain data, completed with its defaults; SpecError where one cannot be used."""
        if not isinstance(layers, (list, tuple)) or len(layers) > MOST_LAYERS:
            raise SpecError(f"A stack must be a list of at most {MOST_LAYERS} modules.")
        if type(seed) is not int or not 0 <= seed <= HIGHEST_SEED:
            raise SpecError(f"The seed must be a whole number from 0 to {HIGHEST_SEED}; it is {brief(seed)}.")
        parts = {
            "dataset": _made(Dataset, dataset),
            "layers": tuple(_made(Module, layer) for layer in layers),
            "loss": _made(Loss, loss),
            "optimiser": _made(Optimiser, optimiser),
            "rate_schedule": _made(RateSchedule, rate_schedule),
            "penalty": _made(Penalty, penalty),
            "schedule": _made(Schedule, schedule),
            "seed": seed,
            "preparation": _made(Preparation, preparation),
        }
        # the way by which a frozen class sets its own
        vars(self).update(parts)

    @classmethod
    def from_data(cls, data: object) -> Experiment:
        """The Experiment that `data()` described; SpecError where it is damaged, unknown or of another version."""
        if not isinstance(data, Mapping):
            raise SpecError(f"An experiment must be described by a mapping; it is {brief(data)}.")
        version = data.get("version")
        if version != VERSION:
            raise SpecError(f"The experiment is of version {brief(version, 20)}; this program reads {VERSION}.")
        parts = {name: value for name, value in data.items() if name != "version"}
        unknown = sorted(str(name) for name in set(parts) - set(_PARTS))
        if unknown:
            raise SpecError(f"An experiment has no part {brief(unknown[0])}.")
        missing = [name for name in _NEEDED if name not in parts]
        if missing:
            raise SpecError(f"The experiment lacks its {missing[0]}.")
        return cls(**parts)

    def data(self) -> dict[str, Any]:
        """Plain data that JSON can carry and `from_data` turns back into an equal Experiment; the caller's own."""
        parts: dict[str, Any] = {name: getattr(self, name) for name in _PARTS}
        described = {name: part if name in ("layers", "seed") else data_of(part) for name, part in parts.items()}
        return {"version": VERSION, **described, "layers": list(self.layers_data())}

    def layers_data(self) -> tuple[Data, ...]:
        """The plain data of the stack alone."""
        return tuple(data_of(layer) for layer in self.layers)

    @functools.cached_property
    def key(self) -> str:
        """The plain data as text: equal for equal experiments."""
        return json.dumps(self.data(), sort_keys=True)

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Experiment) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)

    def changed(self, **parts: Any) -> Experiment:
        """The same Experiment with other parts; SpecError where one cannot be used.

        A mapping without a `kind` has settings of the part as it is: `changed(schedule={"epochs": 5})`.
        """
        mine = {name: getattr(self, name) for name in _PARTS}
        for name, part in parts.items():
            if isinstance(part, Mapping) and "kind" not in part and name in mine:
                parts[name] = {**data_of(mine[name]), **part}
        return Experiment(**{**mine, **parts})

    def split(self, samples: Samples) -> Samples:
        """The dataset's `samples`, of which those are set aside for validation that the preparation asks for.

        Behind the training samples stand those that the dataset has further. Raises DataUnavailable.
        """
        return self.dataset.with_further(with_validation(samples, self.preparation.validation, self.seed))

    def load(self) -> Samples:
        """The samples to train, validate and test with. Raises DataUnavailable."""
        return self.split(self.dataset.load())

    def samples(self) -> Samples:
        """The same, read-only and kept for whoever asks next. Raises DataUnavailable."""
        whole, share = samples_of(self.dataset), self.preparation.validation
        if not share and not self.dataset.further_count:
            return whole
        return _split.of((self.dataset, share, self.seed), lambda: self.split(whole).read_only())

    @property
    def validation_count(self) -> int:
        """Number of samples set aside for validation; about, where whole writers are."""
        dataset = self.dataset
        return validation_count(dataset.training_count, self.preparation.validation, dataset.training_writers)

    @property
    def training_count(self) -> int:
        """Number of samples trained with; about, where whole writers are set aside."""
        return self.dataset.training_count - self.validation_count + self.dataset.further_count

    def network(self, rng: np.random.Generator | None = None) -> Sequential:
        """A new network of the stack for the dataset's samples; without `rng` all parameters are zero.

        Raises ShapeError where the modules do not fit together.
        """
        return Sequential([copy_of(layer) for layer in self.layers]).build(self.dataset.shape, rng)

    def resets(self, other: Experiment) -> bool:
        """True where going from this to `other` needs a new network.

        Rates, penalties, schedule, and what the preparation varies in training do not; another scaling does, and so do
        other validation samples.
        """
        return self._network != other._network

    @functools.cached_property
    def _network(self) -> tuple[object, ...]:
        """All that the network's weights are bound to."""
        bound = [getattr(self.preparation, name) for name in Preparation.BINDING]
        data = [data_of(self.dataset), *self.layers_data(), data_of(self.loss)]
        return (data, self.optimiser.kind, self.seed, bound)


def _made(family: type[Member], part: Registered | Mapping[str, object]) -> Member:
    """A member of the family that is the experiment's own; SpecError where `part` is, or describes, none."""
    return make(family, data_of(part) if isinstance(part, Registered) else part)
