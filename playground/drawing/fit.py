"""Bringing strokes to the size and slant that a set of digits has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nn.module import Array
from playground.drawing.raster import Line, draw

# A dot or a dash stays one, instead of growing until it fills the picture.
SMALLEST_EXTENT = 0.12
MOMENT_SIDE = 48


def pen_for(lines: Sequence[Line], brush: float, low: float, high: float) -> float:
    """The pen for `lines`, in their units: the person's, but `low` to `high` times as thick as the digit is large.

    The sets were written with pens of about the same thickness and each digit was then scaled to the same size, so a
    large digit drawn with a thin line, or a small one with a thick line, is nothing that a network has seen.
    """
    extent = max(float(extent_of(lines).max()), SMALLEST_EXTENT)
    return min(max(brush, low * extent), high * extent)


def extent_of(lines: Sequence[Line]) -> Line:
    """Width and height of the lines themselves, without the pen."""
    points = np.concatenate(lines)
    extent: Line = points.max(axis=0) - points.min(axis=0)
    return extent


def fitted(lines: Sequence[Line], box: tuple[int, int], pen: float) -> tuple[list[Line], float]:
    """Lines and pen scaled, aspect kept, so that their ink just fills `box` (rows, columns), in its middle."""
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    rows, columns = box
    ink = np.maximum(high - low + pen, SMALLEST_EXTENT)
    scale = float(min(columns / ink[0], rows / ink[1]))
    middle = np.array([columns / 2, rows / 2])
    return [(line - (low + high) / 2) * scale + middle for line in lines], pen * scale


def without_slant(lines: Sequence[Line], pen: float) -> list[Line]:
    """Lines sheared sideways until their ink's moment xy about its centre is zero."""
    scaled, width = fitted(lines, (MOMENT_SIDE, MOMENT_SIDE), pen)
    ink = draw(scaled, (MOMENT_SIDE, MOMENT_SIDE), width)
    x_centre, y_centre = centre_of_mass(ink)
    x, y = np.arange(MOMENT_SIDE) - x_centre, np.arange(MOMENT_SIDE) - y_centre
    spread = float(y**2 @ ink.sum(axis=1))
    slant = float(y @ ink @ x) / spread if spread else 0.0
    return [line - np.outer(line[:, 1], [slant, 0.0]) for line in lines]


def centre_of_mass(ink: Array) -> tuple[float, float]:
    """x and y, in pixels counted from 0 at the first pixel's middle, of ink (rows, columns) that is not all zero."""
    rows, columns = ink.shape
    total = float(ink.sum())
    return float(ink.sum(axis=0) @ np.arange(columns)) / total, float(ink.sum(axis=1) @ np.arange(rows)) / total
