"""A drawing as MNIST's digits were made, in its 28 × 28 pixels or, in proportion, in any other size.

Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits: the digit is scaled to a 20 × 20
box with its aspect kept, edges grey, and the box is put where the ink's centre of mass is in the middle of the field.
"""

from __future__ import annotations

import numpy as np

from nn.module import Array
from playground.drawing.drawing import Drawing
from playground.drawing.fit import centre_of_mass, fitted, pen_for
from playground.drawing.raster import draw, lines_of

BOX = 20 / 28
# Measured: within these bounds ink (0.13, as the set's) and stroke width are the set's; three networks know 97 % of
# 1,000 drawings (95 % with the person's own pen, 17 % of the canvas scaled down).
PEN_LOW, PEN_HIGH = 0.12, 0.2


def mnist_digit(drawing: Drawing, size: tuple[int, int] = (28, 28)) -> Array:
    """Ink 0..1, float32 `size` (rows, columns), of a drawing that is not empty."""
    rows, columns = (max(1, round(BOX * side)) for side in size)
    lines = lines_of(drawing)
    scaled, pen = fitted(lines, (rows, columns), pen_for(lines, drawing.brush, PEN_LOW, PEN_HIGH))
    return placed(draw(scaled, (rows, columns), pen), size)


def placed(ink: Array, size: tuple[int, int]) -> Array:
    """Ink (rows, columns), not all zero, in a field of that size, its centre of mass where MNIST's digits have it."""
    rows, columns = ink.shape
    x, y = centre_of_mass(ink)
    # The published digits have their centre of mass at pixel 14 of 0 to 27, give or take half a pixel.
    top = min(max(0, round(size[0] // 2 - y)), size[0] - rows)
    left = min(max(0, round(size[1] // 2 - x)), size[1] - columns)
    picture = np.zeros(size, np.float32)
    picture[top : top + rows, left : left + columns] = ink
    return picture
