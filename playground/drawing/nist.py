"""A drawing as the 8 × 8 digits were made: NIST's normalisation to a 32 × 32 bitmap, then ink counted in blocks.

Source: M. D. Garris et al., NIST Form-Based Handprint Recognition System, NISTIR 5469, 1994, which the makers of the
8 × 8 digits name: a digit's box is stretched to 20 × 32 pixels, strokes are thinned or thickened by a pixel where there
is too much or too little ink, and rows are shifted until the left ends of the top and bottom rows are in one column.
"""

from __future__ import annotations

import numpy as np

from nn.module import Array
from playground.drawing.drawing import Drawing
from playground.drawing.fit import fitted, pen_for
from playground.drawing.raster import Line, draw, lines_of

SIDE, BOX_COLUMNS = 32, 20
BLOCK = 4
# Measured with five networks on 1,000 drawings of any size, slant and pen: within these bounds 95 % right, and ink
# (0.30), stroke width and extent are the real digits'; with the person's own pen 91 %, without the thinning and
# thickening 93 %, with the aspect kept 88 %, without the shift of the rows 84 %, with the canvas scaled down 19 %.
PEN_LOW, PEN_HIGH = 0.16, 0.2
SCAN_SIDE = 96
# The least share of the larger side that is stretched to the box: a bare 1 becomes a bar, not a block, a dot stays one.
NARROWEST = 0.5
# Ink in pixels from which the strokes are thinned once, twice, and below which they are thickened once, twice.
THIN_ONCE, THIN_TWICE, THICKEN_ONCE, THICKEN_TWICE = 412, 560, 256, 108
# The first and the last two rows are ragged; the row within them says where the digit starts.
RAGGED_ROWS = 2

Bitmap = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def nist_digit(drawing: Drawing) -> Array:
    """Ink 0..1 in sixteenths, float32 (8, 8), of a drawing that is not empty."""
    bitmap = upright(evened(boxed(drawing)))
    side = SIDE // BLOCK
    ink: Array = bitmap.reshape(side, BLOCK, side, BLOCK).mean(axis=(1, 3), dtype=np.float32)
    return ink


def boxed(drawing: Drawing) -> Bitmap:
    """The digit as if scanned, cut out and stretched to 20 × 32 in the middle of the bitmap."""
    from PIL import Image

    lines = lines_of(drawing)
    scaled, pen = fitted(lines, (SCAN_SIDE, SCAN_SIDE), pen_for(lines, drawing.brush, PEN_LOW, PEN_HIGH))
    points = np.concatenate(scaled)
    low, high = (points.min(axis=0) - pen / 2).clip(0), (points.max(axis=0) + pen / 2).clip(max=SCAN_SIDE)
    columns, rows = _whole((high - low) * (BOX_COLUMNS, SIDE) / np.maximum(high - low, NARROWEST * SCAN_SIDE))
    scan = Image.fromarray((draw(scaled, (SCAN_SIDE, SCAN_SIDE), pen) * 255).astype(np.uint8))
    piece = scan.resize((columns, rows), Image.Resampling.BOX, box=(*low, *high))
    bitmap = np.zeros((SIDE, SIDE), np.bool_)
    top, left = (SIDE - rows) // 2, (SIDE - columns) // 2
    bitmap[top : top + rows, left : left + columns] = np.asarray(piece) > 127
    return bitmap


def _whole(sides: Line) -> tuple[int, int]:
    columns, rows = (max(1, round(side)) for side in sides.tolist())
    return columns, rows


def evened(bitmap: Bitmap) -> Bitmap:
    """Strokes thinned or thickened by a pixel, once or twice, where there is too much or too little ink."""
    ink = int(bitmap.sum())
    for limit in (THIN_ONCE, THIN_TWICE):
        if ink > limit:
            bitmap = ~_grown(~bitmap, outside=True)
    for limit in (THICKEN_ONCE, THICKEN_TWICE):
        if ink < limit:
            bitmap = _grown(bitmap, outside=False)
    return bitmap


def _grown(bitmap: Bitmap, *, outside: bool) -> Bitmap:
    around = np.pad(bitmap, 1, constant_values=outside)
    return bitmap | around[:-2, 1:-1] | around[2:, 1:-1] | around[1:-1, :-2] | around[1:-1, 2:]


def upright(bitmap: Bitmap) -> Bitmap:
    """Rows shifted sideways, the more the farther from the middle, until top and bottom start in one column."""
    inked = np.flatnonzero(bitmap.any(axis=1))
    top, bottom = inked[0] + RAGGED_ROWS, inked[-1] - RAGGED_ROWS
    if bottom <= top or not bitmap[[top, bottom]].any(axis=1).all():
        return bitmap
    lean = (bitmap[top].argmax() - bitmap[bottom].argmax()) / (bottom - top)
    rows = np.arange(SIDE)
    shifts = np.floor((rows - SIDE // 2) * lean + 0.5).astype(np.int64)
    sources = rows[None, :] - shifts[:, None]
    inside = (sources >= 0) & (sources < SIDE)
    shifted: Bitmap = bitmap[rows[:, None], sources.clip(0, SIDE - 1)] & inside
    return shifted
