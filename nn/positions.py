"""Samples with positions: signals (length, channels) and images (height, width, channels)."""

from __future__ import annotations

import math

from nn.module import Fix, Shape, ShapeError, shape_text

NAMES = {1: "a signal (length, channels)", 2: "an image (height, width, channels)"}


def require_positions(title: str, axes: int, shape: Shape) -> None:
    """Raise ShapeError, with the Reshape that would fix it where there is one, unless samples have `axes` axes."""
    if len(shape) == axes + 1:
        return
    message = f"{title} needs {NAMES[axes]}; it receives {shape_text(shape)}."
    values = math.prod(shape)
    if axes == 1:
        raise ShapeError(
            f"{message} Add Reshape before it.", Fix("Add Reshape to a signal here", "reshape", {"to": "signal"})
        )
    side = math.isqrt(values)
    if side * side == values and side > 1:
        raise ShapeError(
            f"{message} Add Reshape to an image before it: {values} values make {side} by {side} pixels.",
            Fix("Add Reshape to an image here", "reshape", {"to": "image"}),
        )
    raise ShapeError(f"{message} {values} values make no square image.")
