"""Image of a drawing for a network: the same is done to it that was done to the digits it was trained on."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from nn.module import Array
from playground.drawing.drawing import Drawing
from playground.drawing.mnist import mnist_digit
from playground.drawing.nist import nist_digit
from playground.drawing.raster import draw, lines_of
from playground.drawing.usps import usps_digit

Size = tuple[int, int]
# Keyed by rows and columns: each set of digits was made in its own way. Any other size is made as MNIST's was.
RECIPES: Mapping[Size, Callable[[Drawing], Array]] = {(8, 8): nist_digit, (16, 16): usps_digit, (28, 28): mnist_digit}


def image_of(drawing: Drawing, size: Size, *, centre: bool = True) -> Array:
    """The drawing as an image of the size that a network takes: ink 0..1, float32 (rows, columns, 1).

    With `centre` the digit is cut out and brought to the size, slant, pen and place that the digits of that size had in
    training; without it the whole canvas is only scaled down. An empty drawing is all zeros.
    """
    if drawing.empty:
        return np.zeros((*size, 1), np.float32)
    if not centre:
        return _whole_canvas(drawing, size)[..., None]
    recipe = RECIPES.get(size)
    return (recipe(drawing) if recipe else mnist_digit(drawing, size))[..., None]


@functools.cache
def recipes_mark() -> bytes:
    """Hash of all that makes images of drawings: this folder's text, and the version of the library that draws."""
    import PIL

    texts = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256(b"\0".join([PIL.__version__.encode(), *texts])).digest()


def _whole_canvas(drawing: Drawing, size: Size) -> Array:
    """The square canvas as large as fits into the middle of the picture."""
    rows, columns = size
    side = min(size)
    corner = np.array([(columns - side) / 2, (rows - side) / 2])
    return draw((line * side + corner for line in lines_of(drawing)), size, drawing.brush * side)
