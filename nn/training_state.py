"""The state of a training: all that its next update depends on, besides the settings and the samples.

Made of ints, strings, arrays and dicts of these, so that it can be stored without pickle.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nn.averaging import Average
from nn.generators import resumed
from nn.module import Array
from nn.settings import brief

if TYPE_CHECKING:
    from nn.sequential import Sequential
    from nn.training import Trainer


def state_of(trainer: Trainer) -> dict[str, Any]:
    """A copy of the trainer's state."""
    return {
        "epoch": trainer.epoch,
        "updates": trainer.updates,
        "samples_seen": trainer.samples_seen,
        "order": trainer.batches.order.copy(),
        "theta": trainer.model.theta.copy(),
        "rng": trainer.rng.bit_generator.state,
        "augment_rng": trainer.augment_rng.bit_generator.state,
        "optimiser": trainer.optimiser.state(),
        "layers": {str(number): layer.state() for number, layer in enumerate(trainer.model.layers)},
        "average": {} if trainer.average is None else trainer.average.state(),
    }


def restore(trainer: Trainer, state: dict[str, Any]) -> None:
    """Let the trainer go on from the state; ValueError, and nothing changed, if it was taken from others."""
    theta = trainer.model.theta
    _require_same_network(trainer.model, state)
    kept = state.get("average")  # a state from before there were averages has none
    average = Average.resumed(kept, theta) if kept else None
    trainer.batches.require_order(state["order"])
    rng, augment_rng = resumed(state["rng"]), resumed(state["augment_rng"])
    trainer.optimiser.restore(state["optimiser"], theta)
    trainer.batches.order = state["order"].astype(np.intp)
    trainer.epoch, trainer.updates = int(state["epoch"]), int(state["updates"])
    trainer.samples_seen = int(state["samples_seen"])
    trainer.rng = trainer.batches.rng = rng
    trainer.augment_rng = augment_rng
    theta[...] = state["theta"]
    trainer.average = average
    for number, layer in enumerate(trainer.model.layers):
        layer.restore(state["layers"][str(number)])


def _require_same_network(model: Sequential, state: dict[str, Any]) -> None:
    theta, layers = model.theta, model.layers
    if state["theta"].shape != theta.shape or state["theta"].dtype != theta.dtype:
        raise ValueError(
            f"The state holds {state['theta'].size:,} parameters of {state['theta'].dtype}; "
            f"the model has {theta.size:,} of {theta.dtype}."
        )
    if len(state["layers"]) != len(layers):
        raise ValueError(f"The state is of {len(state['layers'])} modules; the model has {len(layers)}.")
    for number, layer in enumerate(layers):
        kind = state["layers"][str(number)]["kind"]
        if kind != layer.kind:
            raise ValueError(f"Row {number + 1} of the state is {brief(kind)}; the model has {layer.kind!r} there.")


def without_arrays(state: dict[str, Any], arrays: list[Array]) -> dict[str, Any]:
    """The nested state with null for every array, which are added to `arrays` in their order."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(each) for name, each in value.items()}
        if isinstance(value, np.ndarray):
            arrays.append(value)
            return None
        return value

    return {name: plain(value) for name, value in state.items()}


def with_arrays(plain: dict[str, Any], arrays: Iterator[Array]) -> dict[str, Any]:
    """The state again, with an array wherever it has null."""
    return {
        name: with_arrays(value, arrays) if isinstance(value, dict) else next(arrays) if value is None else value
        for name, value in plain.items()
    }
