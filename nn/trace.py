"""Shapes and sizes of a stack before anything is built."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nn.module import Fix, Module, Shape, ShapeError


@dataclass(frozen=True, slots=True)
class Row:
    """Trace of one module: shapes, counts, or the error and its fix.

    `memory` counts the values, not bytes, that training keeps for each sample of a batch: 4 bytes each in float32.
    Below an error nothing is known: shapes are None.
    """

    shape_in: Shape | None
    shape_out: Shape | None
    parameters: int = 0
    memory: int = 0
    error: str | None = None
    fix: Fix | None = None


def trace(layers: Sequence[Module], shape: Shape) -> list[Row]:
    """A row for every module, for samples of `shape`; never raises a ShapeError and allocates nothing."""
    rows: list[Row] = []
    current: Shape | None = shape
    for layer in layers:
        rows.append(_row(layer, current))
        current = rows[-1].shape_out
    return rows


def _row(layer: Module, shape: Shape | None) -> Row:
    if shape is None:
        return Row(None, None)
    try:
        shape_out = layer.output_shape(shape)
    except ShapeError as error:
        return Row(shape, None, error=str(error), fix=error.fix)
    parameters = sum(math.prod(size) for size in layer.parameter_shapes(shape).values())
    return Row(shape, shape_out, parameters, layer.memory(shape))
