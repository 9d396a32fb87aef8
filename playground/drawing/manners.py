"""Manners of writing digits that differ from country to country, drawn into digits that were written without them.

A slash through the 0, a bar through the 7, a foot under the 1 and a flag before it: of the sets, MNIST and USPS were
written in the United States, where most people leave them out.
"""

from __future__ import annotations

import numpy as np

from nn.module import Array
from playground.drawing.drawing import Drawing
from playground.drawing.raster import Line, draw, lines_of

LEAN = 0.25
"""A 1 that is wider than this share of its height has a flag or a foot already."""
THINNEST, THICKEST = 1.8, 3.2
"""Of a line drawn into an image, in pixels of 28: as thick as MNIST's strokes are."""
MANNERED_INK = (0, 7)
"""Digits whose manner can be drawn into an image of them."""
INK = 0.5
"""From so much ink on a pixel belongs to the digit."""


def with_manner(drawing: Drawing, digit: int, rng: np.random.Generator) -> Drawing:
    """The digit as somebody writes it elsewhere, drawn from `rng`; as it is, where it has no such manner or has it."""
    lines = lines_of(drawing)
    if len(lines) > 1 or digit not in (0, 1, 7):
        return drawing
    added = {0: _slash, 1: _upright, 7: _bar}[digit](lines[0], rng)
    points = [line.clip(0, 1).tolist() for line in added]
    return Drawing(tuple(tuple((x, y) for x, y in line) for line in points), drawing.brush)


def with_manner_inked(image: Array, digit: int, rng: np.random.Generator) -> Array:
    """Ink 0..1 (rows, columns) of an image of a 0 or a 7 with the line of that manner; any other digit as it is."""
    rows, columns = np.nonzero(image >= INK)
    if digit not in MANNERED_INK or not len(rows):
        return image
    ink = np.column_stack([columns + 0.5, rows + 0.5])
    line = {0: _slash, 7: _bar}[digit](ink, rng)[-1]
    pen = rng.uniform(THINNEST, THICKEST) * max(image.shape) / 28
    return np.maximum(image, draw([line], (image.shape[0], image.shape[1]), pen))


def _slash(points: Line, rng: np.random.Generator) -> list[Line]:
    """A 0 and a slash from its lower left to its upper right, or now and then the other way."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    width, height = right - left, bottom - top
    inwards = rng.uniform(-0.15, 0.25, 4) * [width, height, width, height]
    ends = np.array([[left + inwards[0], bottom - inwards[1]], [right - inwards[2], top + inwards[3]]])
    if rng.random() < 0.15:
        ends[:, 1] = ends[::-1, 1]
    return [points, ends]


def _bar(points: Line, rng: np.random.Generator) -> list[Line]:
    """A 7 and a bar through its stem."""
    low, high = points.min(axis=0), points.max(axis=0)
    width, height = high - low
    y = low[1] + rng.uniform(0.4, 0.65) * height
    # a stem ends below: of what is at that height, its middle
    near = points[np.abs(points[:, 1] - y) <= 0.12 * height]
    x = float(near[:, 0].mean()) if len(near) else float((low[0] + high[0]) / 2)
    before, behind = rng.uniform(0.15, 0.45, 2) * max(width, height / 2)
    rise = rng.uniform(-0.2, 0.2) * (before + behind)
    return [points, np.array([[x - before, y + rise], [x + behind, y - rise]])]


def _upright(points: Line, rng: np.random.Generator) -> list[Line]:
    """A 1 with a foot, a flag, or both."""
    low, high = points.min(axis=0), points.max(axis=0)
    width, height = high - low
    if width > LEAN * height:
        return [points]
    flag, foot = rng.random(2) < (0.6, 0.7)
    lines = [points]
    if flag:
        top = points[points[:, 1].argmin()]
        reach, fall = rng.uniform(0.12, 0.45) * height, rng.uniform(0.1, 0.45) * height
        lines = [np.array([top + np.array([-reach, fall]), top]), points]
    if foot:
        end = points[points[:, 1].argmax()]
        before, behind = rng.uniform(0.15, 0.4, 2) * height
        rise = rng.normal(0, 0.03) * height
        lines.append(end + np.array([[-before, rise], [behind, -rise]]))
    return lines
