"""Shapes and sizes of a stack before anything is built."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nn.layers.residual import Residual
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
    skipped: int = 0
    """Rows above it that a connection goes around, which it adds."""


def shape_behind(layer: Module, shapes: Sequence[Shape]) -> Shape:
    """Shape of a module's output, where `shapes` are those of the network's input and of all outputs before it.

    Raises ShapeError where it cannot take them.
    """
    if isinstance(layer, Residual):
        layer.require_skip(shapes)
    return layer.output_shape(shapes[-1])


def trace(layers: Sequence[Module], shape: Shape) -> list[Row]:
    """A row for every module, for samples of `shape`; never raises a ShapeError and allocates nothing."""
    rows: list[Row] = []
    shapes = [shape]
    for layer in layers:
        if len(shapes) <= len(rows):  # below an error
            rows.append(Row(None, None))
            continue
        current = shapes[-1]
        try:
            shapes.append(shape_behind(layer, shapes))
        except ShapeError as error:
            rows.append(Row(current, None, error=str(error), fix=error.fix))
            continue
        parameters = sum(math.prod(size) for size in layer.parameter_shapes(current).values())
        skipped = layer.rows if isinstance(layer, Residual) else 0
        rows.append(Row(current, shapes[-1], parameters, layer.memory(current), skipped=skipped))
    return rows
