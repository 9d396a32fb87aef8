"""Modules that fit between the rows of a stack, found by trying each of them at each place."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

import nn.layers  # noqa: F401  registers every kind
from nn.layers.residual import MOST_ROWS, Residual
from nn.module import Module, Shape, ShapeError
from nn.registry import Data, make
from nn.settings import Value
from nn.trace import shape_behind, trace

Key = tuple[tuple[tuple[str, Value], ...], ...]
"""The plain data of a stack, as what can be remembered by it."""


def stack_key(layers: Iterable[Data]) -> Key:
    """A stack as `fitting` takes it."""
    return tuple(tuple(layer.items()) for layer in layers)


@functools.lru_cache(maxsize=256)
def fitting(stack: Key, shape: Shape) -> tuple[frozenset[str] | None, ...]:
    """Kinds that fit above each row and, last, below them all, for samples of `shape`; None where that is not known.

    A kind fits, with its usual settings, where it takes what comes and every row that had no error keeps none. Where a
    row has an error, those that free it of it are the ones that fit, if there are such. What lays values out anew must
    change something. Below an error nothing is known.

    The cost is bounded: of kinds that give the same shape one is tried with the rows below.
    """
    layers = [make(Module, dict(layer)) for layer in stack]
    rows = trace(layers, shape)
    failing = _first_error(layers, shape)
    shapes = [*(row.shape_in for row in rows), rows[-1].shape_out if rows else shape]
    return tuple(
        None if comes is None else _fitting_at(place, layers, shape, comes, failing)
        for place, comes in enumerate(shapes)
    )


def _fitting_at(place: int, layers: Sequence[Module], shape: Shape, comes: Shape, failing: int) -> frozenset[str]:
    reached: dict[Shape, int] = {}
    gives = _given(comes)
    for kind, given in gives.items():
        if given not in reached:
            reached[given] = _first_error(_inserted(layers, place, make(Module, {"kind": kind})), shape)
    connected = _first_error(_inserted(layers, place, Residual()), shape)
    # the row that fails now stands one further down, and so does the end
    least = failing + 2 if max(connected, *reached.values(), 0) > failing + 1 else failing + 1
    return frozenset(
        [kind for kind, given in gives.items() if reached[given] >= least] + [Residual.kind] * (connected >= least)
    )


def _inserted(layers: Sequence[Module], place: int, layer: Module) -> list[Module]:
    """The stack with a row more, in which every Residual adds what it added before."""
    below = [
        Residual(min(each.rows + 1, MOST_ROWS))
        if isinstance(each, Residual) and number - each.rows - 1 < place
        else each
        for number, each in enumerate(layers[place:], place)
    ]
    return [*layers[:place], layer, *below]


def _first_error(layers: Sequence[Module], shape: Shape) -> int:
    """The number of the first row with an error, or of all rows where there is none: `trace` without what it counts."""
    shapes = [shape]
    for number, layer in enumerate(layers):
        try:
            shapes.append(shape_behind(layer, shapes))
        except ShapeError:
            return number
    return len(layers)


@functools.lru_cache(maxsize=256)
def _given(shape: Shape) -> Mapping[str, Shape]:
    """What each kind that takes samples of `shape` alone, and is of use there, makes of them."""
    given = {}
    for kind, cls in Module.kinds().items():
        (row,) = trace([make(Module, {"kind": kind})], shape)
        if row.shape_out is not None and not (cls.group == "Shape" and row.shape_out == shape):
            given[kind] = row.shape_out
    return given
