"""Ink on paper: where it is in a photo, whatever the light, the pen and the paper's lines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from nn.module import Array

Mask = npt.NDArray[np.bool_]
COARSE = 12
"""The paper's brightness is looked for in a picture so many times smaller."""
AROUND = 13
"""Side, in its pixels, of what is taken for the same light: strokes are thinner than half of it."""
FAINTEST = 0.08
"""Share of the paper's light that ink takes away at least."""
NOISE = 6.0
"""Ink is darker than the paper's grain by so many times the grain's usual size."""
OF_FULL = 0.4
"""From this share of what the darkest strokes take away a pixel is ink."""
PEN = 4.0
"""Thickness of a pen beside the mean distance of its ink to the edge: across a stroke that distance rises to half the
thickness and falls again."""
LINE_RUN, LINE_SPAN = 1 / 12, 0.55
"""Shares of the longer side: a straight run so long is of a ruled line, where its line reaches so far."""
LINE_THICKNESS = 1 / 160
"""Of the longer side: a ruled line is no thicker."""


def darkness(brightness: Array) -> Array:
    """Share of the paper's light that is missing at each pixel, float32 (rows, columns): 0 on paper, however it is lit.

    Where the writing is bright on a dark board, it is what the board's dark lacks.
    """
    smooth = ndimage.gaussian_filter(brightness, 0.8)
    paper = _around(smooth)
    darker, lighter = paper - smooth, smooth - paper
    # of the two tails the longer is the writing
    if np.percentile(lighter, 99.5) > 1.5 * np.percentile(darker, 99.5):
        return _share(lighter, 1 - paper)
    return _share(darker, paper)


def _share(missing: Array, of: Array) -> Array:
    share: Array = np.clip(missing / np.maximum(of, 0.1), 0, 1).astype(np.float32)
    return share


def _around(brightness: Array) -> Array:
    """The brightness of the paper around each pixel: the median of a neighbourhood, in which strokes are few."""
    coarse = brightness[::COARSE, ::COARSE]
    paper = ndimage.gaussian_filter(ndimage.median_filter(coarse, AROUND, mode="nearest"), 2)
    rows, columns = brightness.shape
    zoom = (np.arange(rows) / COARSE, np.arange(columns) / COARSE)
    # linear between the coarse pixels, along one axis after the other
    lines = np.stack([np.interp(zoom[1], np.arange(paper.shape[1]), row) for row in paper])
    upper = np.minimum(zoom[0].astype(np.intp), len(lines) - 1)
    lower = np.minimum(upper + 1, len(lines) - 1)
    part = (zoom[0] - upper)[:, None]
    found: Array = lines[upper] * (1 - part) + lines[lower] * part
    return found


def ink_of(dark: Array) -> Mask:
    """Mask of the pixels that are ink, by their darkness: without ruled lines; none where all is paper."""
    grain = 1.4826 * float(np.median(np.abs(dark - np.median(dark))))
    least = max(FAINTEST, NOISE * grain)
    marks = dark[dark > least]
    if not len(marks):
        return np.zeros(dark.shape, np.bool_)
    ink: Mask = dark > max(least, OF_FULL * float(np.percentile(marks, 90)))
    return without_lines(without_lines(ink).T.copy()).T.copy()


def without_lines(ink: Mask) -> Mask:
    """The ink without ruled lines that go across; where a stroke crosses one, the stroke stays whole."""
    longer = max(ink.shape)
    run = round(longer * LINE_RUN)
    runs = _grown(_shrunk(ink, run, axis=1), run, axis=1)
    # pieces of a line that is a little aslant lie a row or two beside each other
    labels, count = ndimage.label(_grown(_grown(runs, run, axis=1), 3, axis=0))
    lines = np.zeros_like(ink)
    thickest = max(3, round(longer * LINE_THICKNESS))
    for number, place in enumerate(ndimage.find_objects(labels, count), 1):
        mine = runs[place] & (labels[place] == number)
        reach = mine.any(axis=0).sum()
        if reach >= LINE_SPAN * longer and mine.sum() <= thickest * reach:
            lines[place] |= mine
    if not lines.any():
        return ink
    lines = _grown(lines, 3, axis=0) & ink
    rest = ink & ~lines
    # a stroke that crosses a line goes on above it and below it
    above, below = np.zeros_like(ink), np.zeros_like(ink)
    for far in range(1, thickest + 3):
        above[far:] |= rest[:-far]
        below[:-far] |= rest[far:]
    crossed: Mask = rest | (lines & above & below)
    return crossed


def _shrunk(ink: Mask, size: int, axis: int) -> Mask:
    """The ink, but for pixels without so much ink along the axis, around each."""
    shrunk: Mask = ndimage.minimum_filter1d(ink.view(np.uint8), size, axis, mode="constant").view(np.bool_)
    return shrunk


def _grown(ink: Mask, size: int, axis: int) -> Mask:
    """The ink, and the pixels that have some within so many along the axis, around each."""
    grown: Mask = ndimage.maximum_filter1d(ink.view(np.uint8), size, axis, mode="constant").view(np.bool_)
    return grown
