"""A digit cut out of a photo, as MNIST's digits were made of scanned ones."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image
from scipy import ndimage

from nn.module import Array
from playground.drawing.mnist import BOX, PEN_HIGH, PEN_LOW, placed
from playground.photos.ink import PEN, Mask

SIDE = 120
"""Pixels of the longer side at which strokes are thickened or thinned."""
SIZE = (28, 28)


def scanned_digit(ink: Mask) -> Array:
    """Ink 0..1, float32 (28, 28, 1), of the pixels of a mark (rows, columns), at least one of which is ink.

    The strokes are made about as thick as MNIST's are beside the digit's size: a thin pen's would vanish.
    """
    large = _even(_enlarged(ink))
    rows, columns = np.flatnonzero(large.any(axis=1)), np.flatnonzero(large.any(axis=0))
    cut = large[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    box = BOX * SIZE[0]
    scale = box / max(cut.shape)
    height, width = (max(1, round(side * scale)) for side in cut.shape)
    grey = Image.fromarray(cut.astype(np.uint8) * 255).resize((width, height), Image.Resampling.BOX)
    return placed(np.asarray(grey, np.float32) / np.float32(255), SIZE)[..., None]


def _enlarged(ink: Mask) -> Mask:
    """The ink with its longer side `SIDE` pixels, edges smooth, and paper around it for strokes to grow into."""
    scale = SIDE / max(ink.shape)
    height, width = (max(1, round(side * scale)) for side in ink.shape)
    grey = Image.fromarray(ink.astype(np.uint8) * 255).resize((width, height), Image.Resampling.BICUBIC)
    margin = math.ceil(PEN_HIGH * SIDE)
    return np.pad(np.asarray(grey) > 127, margin)


def _even(ink: Mask) -> Mask:
    """The ink with its strokes thickened or thinned to `PEN_LOW` to `PEN_HIGH` of the digit's own extent."""
    inside = ndimage.distance_transform_edt(ink)
    pen = PEN * float(inside[ink].mean())
    extent = max(SIDE - pen, SIDE / 4)
    wanted = min(max(pen, PEN_LOW * extent), PEN_HIGH * extent)
    by = (wanted - pen) / 2
    if by > 0:
        even: Mask = ndimage.distance_transform_edt(~ink) <= by
    else:
        even = inside > -by
    return even if even.any() else ink
