"""Photos as a camera might take them of digits on paper: strokes of a pen, light from one side, grain, ruled lines."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from playground.drawing import Drawing
from playground.drawing.raster import draw, lines_of
from tests.own_strokes import random_drawing


def page_of(
    digits: Sequence[int],
    *,
    seed: int = 0,
    size: tuple[int, int] = (900, 1200),
    columns: int = 5,
    pen: float = 0.07,
    ink: float = 0.25,
    paper: float = 0.9,
    shade: float = 0.4,
    grain: float = 0.02,
    ruled: float | None = None,
    drawings: Sequence[Drawing] | None = None,
) -> np.ndarray:
    """Brightness 0..1 (rows, columns) of a page with these digits, in lines of so many.

    `pen` is a share of a digit's place, `ink` and `paper` are brightnesses, `shade` the light that one corner lacks,
    `ruled` the brightness of ruled lines.
    """
    rng = np.random.default_rng(seed)
    rows, across = size
    lines = -(-len(digits) // columns)
    side = min(across / columns, rows / lines) * 0.8
    strokes = []
    for number, digit in enumerate(digits):
        drawing = random_drawing(digit, int(rng.integers(4)), rng) if drawings is None else drawings[number]
        points = lines_of(drawing)
        every = np.concatenate(points)
        low, extent = every.min(axis=0), float(np.ptp(every, axis=0).max())
        corner = np.array([(number % columns + 0.5) * across / columns, (number // columns + 0.5) * rows / lines])
        corner = corner + rng.uniform(-0.05, 0.05, 2) * side
        middle = np.ptp(every, axis=0) / 2
        strokes += [(line - low - middle) / max(extent, 0.3) * side * 0.75 + corner for line in points]
    covered = draw(strokes, size, pen * side)
    picture = np.full(size, paper)
    if ruled is not None:
        for top in range(40, rows, rows // (6 * lines)):
            picture[top : top + 2] = ruled
    picture = picture * (1 - covered) + np.minimum(picture, ink) * covered
    down, right = np.mgrid[0:rows, 0:across]
    light = 1 - shade * (down / rows + right / across) / 2
    return (picture * light + rng.normal(0, grain, size)).clip(0, 1)


def file_of(brightness: np.ndarray, kind: str = "JPEG", **arguments: Any) -> bytes:
    """The file of a brightness, in colour as a camera has it."""
    grey = np.rint(brightness * 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(np.stack([grey] * 3, axis=-1)).save(file, kind, **arguments)
    return file.getvalue()
