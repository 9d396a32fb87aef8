"""A drawing as the 16 × 16 zip code digits were made: slant taken out, then scaled to fill the picture.

Measured on the published digits: the ink's moment xy about its centre is 0, the ink fills the 16 rows (or, wide digits,
the 16 columns) with the aspect kept, its box is in the middle, and pens are of many widths.
"""

from __future__ import annotations

from nn.module import Array
from playground.drawing.drawing import Drawing
from playground.drawing.fit import fitted, pen_for, without_slant
from playground.drawing.raster import draw, lines_of

SIDE = 16
# Measured: within these bounds ink (0.26 to the set's 0.25) and stroke width are the set's; three networks know 93 % of
# 1,000 drawings (92 % with the person's own pen, 84 % with their slant, 25 % of the canvas scaled down).
PEN_LOW, PEN_HIGH = 0.12, 0.2


def usps_digit(drawing: Drawing) -> Array:
    """Ink 0..1, float32 (16, 16), of a drawing that is not empty."""
    lines = lines_of(drawing)
    pen = pen_for(lines, drawing.brush, PEN_LOW, PEN_HIGH)
    scaled, width = fitted(without_slant(lines, pen), (SIDE, SIDE), pen)
    return draw(scaled, (SIDE, SIDE), width)
