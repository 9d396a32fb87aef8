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
        if current is None:
            rows.append(Row(None, None))
            continue
        try:
            shape_out = layer.output_shape(current)
        except ShapeError as error:
            rows.append(Row(current, None, error=str(error), fix=error.fix))
            current = None
            continue
        parameters = sum(math.prod(size) for size in layer.parameter_shapes(current).values())
        rows.append(Row(current, shape_out, parameters, layer.memory(current)))
        current = shape_out
    return rows
