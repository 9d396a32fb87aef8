"""Strokes become pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from nn.module import Array
from playground.drawing.drawing import Drawing

# Edges are drawn this many times finer, and small pictures so much finer that even the thinnest pen leaves its trace.
LEAST_OVERSAMPLING, FINE_SIDE = 4, 128
Line = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def lines_of(drawing: Drawing) -> list[Line]:
    """The strokes as arrays (points, 2)."""
    return [np.array(stroke, np.float64) for stroke in drawing.strokes]


def draw(lines: Iterable[Line], size: tuple[int, int], pen: float) -> Array:
    """Ink 0..1, float32 (rows, columns), of lines in pixels drawn with a round pen of diameter `pen` pixels.

    (0, 0) is the outer corner of the first pixel. Edges are smooth: a pixel holds the share of it that ink covers.
    """
    from PIL import Image, ImageDraw  # every training's process imports this module, and few draw

    rows, columns = size
    finer = max(LEAST_OVERSAMPLING, math.ceil(FINE_SIDE / max(size)))
    picture = Image.new("L", (columns * finer, rows * finer))
    canvas = ImageDraw.Draw(picture)
    radius = max(pen * finer / 2, 1.0)
    for line in lines:
        # Pillow counts in pixels' middles, and both ends of a box belong to it.
        points = _spaced(line * finer - 0.5, radius / 2)
        if len(points) > 1:
            canvas.line([tuple(point) for point in points], fill=255, width=max(1, round(2 * radius)))
        reach = radius - 0.5
        for x, y in points:
            canvas.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
    return np.asarray(picture.reduce(finer), np.float32) / 255


def rasterise(drawing: Drawing, side: int) -> Array:
    """The canvas as it is, scaled to `side` pixels: ink 0..1, float32 (side, side)."""
    return draw((line * side for line in lines_of(drawing)), (side, side), drawing.brush * side)


def _spaced(line: Line, distance: float) -> list[list[float]]:
    """`line` without the points that lie nearer than `distance` to the one kept before; its ends stay."""
    points: list[list[float]] = line.tolist()
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= distance:
            kept.append(point)
    return kept + points[-1:] if len(points) > 1 else kept
