"""Passes: modules that compute one after the other, in the order and with the arrays that are fastest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from nn.layers.activations import ReLU
from nn.layers.pools import MaxPool
from nn.module import Array, Module

Pass = Callable[[Array], Array]
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
    for place in range(1, len(order)):
        if isinstance(order[place - 1], ReLU) and isinstance(order[place], MaxPool):
            order[place - 1 : place + 1] = order[place], order[place - 1]
    return tuple(order)


def prepare(layers: Iterable[Module], count: int, *, training: bool) -> None:
    """Let each layer's next passes be of `count` samples, and tell it whether its input is its own to write over."""
    owned = False
    for layer in layers:
        layer.prepare(count, owned)
        if not layer.passes_on:
            owned = not (training and layer.needs_y)
