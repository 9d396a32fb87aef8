"""Passes: modules that compute one after the other, in the order and with the arrays that are fastest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from nn.layers.activations import ReLU
from nn.layers.pools import MaxPool
from nn.layers.residual import Residual
from nn.module import Array, Module

Pass = Callable[[Array], Array]
Connections = tuple[tuple[int, int], ...]
"""Of each Residual the places of the first row that it goes around, and of its own; those that begin last first."""
SHORT_RUNS = 1024
"""Values. Where runs are short or types differ NumPy copies operands through a buffer, by default of 8,192 values; of
this size operands and results stay in the nearest cache together."""


def through(passes: Iterable[Pass], values: Array) -> Array:
    """What the last of the passes gives, each of which takes what the one before gives."""
    for each in passes:
        values = each(values)
    return values


def through_short_runs(passes: Iterable[Pass], values: Array) -> Array:
    """The same, with buffers of `SHORT_RUNS` values."""
    before = np.setbufsize(SHORT_RUNS)
    try:
        return through(passes, values)
    finally:
        np.setbufsize(before)


def way_through(layers: Iterable[Module]) -> Callable[[Iterable[Pass], Array], Array]:
    """How the built layers are gone through: in short runs where samples have positions."""
    flat = all(len(layer.shape) < 2 or layer.passes_on for layer in layers)
    return through if flat else through_short_runs


def by_fewest_values(layers: Iterable[Module]) -> tuple[Module, ...]:
    """The layers in the order in which they compute: max ReLU(x) = ReLU(max x), and the latter is of fewer values."""
    order = list(layers)
    begins = dict(connections(order))  # there a Residual adds the row before, which must be computed as it stands
    for place in range(1, len(order)):
        if isinstance(order[place - 1], ReLU) and isinstance(order[place], MaxPool) and place not in begins:
            order[place - 1 : place + 1] = order[place], order[place - 1]
    return tuple(order)


def connections(layers: Sequence[Module]) -> Connections:
    """The connections of the layers, in the order in which they compute."""
    found = ((place - layer.rows, place) for place, layer in enumerate(layers) if isinstance(layer, Residual))
    return tuple(sorted(found, reverse=True))


def forward_passes(layers: Sequence[Module], connected: Connections) -> list[Pass]:
    """The layers' forward passes; before a row at which a connection begins its Residual takes the input as well."""
    passes: list[Pass] = [layer.forward for layer in layers]
    for begin, place in connected:
        passes.insert(begin, layers[place].fork)  # type: ignore[attr-defined]  # it is a Residual
    return passes


def backward_passes(layers: Sequence[Module], connected: Connections, first: int) -> tuple[list[Pass], list[Pass]]:
    """The layers' backward passes, the last first: down to the layer `first`, and those below.

    Behind that of a row at which a connection begins its Residual adds its own share.
    """
    above: list[Pass] = [layer.backward for layer in layers[first:]]
    below: list[Pass] = [layer.backward for layer in layers[:first]]
    for begin, place in connected:
        part, at = (above, begin - first) if begin > first else (below, begin)
        part.insert(at, layers[place].join)  # type: ignore[attr-defined]  # it is a Residual
    return above[::-1], below[::-1]


def outputs_in_turn(layers: Iterable[Module], x: Array) -> Iterator[Array]:
    """Output (n, *output_shape) of each built layer, as in predictions, for x (n, *shape)."""
    outputs = [x]
    for layer in layers:
        added = outputs[-1 - layer.rows] if isinstance(layer, Residual) else None
        outputs.append(layer.predict(outputs[-1]) if added is None else outputs[-1] + added)
        yield outputs[-1]


def prepare(layers: Iterable[Module], count: int, *, training: bool, connected: Connections = ()) -> None:
    """Let each layer's next passes be of `count` samples, and tell it whether its input is its own to write over."""
    owned, begins = False, dict(connected)
    for place, layer in enumerate(layers):
        owned = owned and place not in begins  # what a Residual adds
        layer.prepare(count, owned)
        if not layer.passes_on:
            owned = not (training and layer.needs_y)
