"""Digits written otherwise: with thicker or thinner strokes, and in manners of other countries."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nn.module import Array
from playground.drawing.manners import MANNERED_INK, with_manner_inked

Floats = npt.NDArray[np.float32]
_NEIGHBOURS = ((-1, 0), (1, 0), (0, -1), (0, 1))


def with_manners(ink: Floats, digits: Array, share: float, rng: np.random.Generator) -> Floats:
    """New images of ink 0..1 (n, rows, columns, 1), a share of whose zeros and sevens has a slash or a bar.

    `digits` (n,) says which digit each image shows.
    """
    written = ink.copy()
    chosen = np.flatnonzero(np.isin(digits, MANNERED_INK) & (rng.random(len(ink)) < share))
    for number in chosen.tolist():
        written[number, ..., 0] = with_manner_inked(ink[number, ..., 0], int(digits[number]), rng)
    return written


def with_thickness(ink: Array, pixels: Array) -> Floats:
    """New images (n, rows, columns, 1), float32, of ink on any scale, with strokes of another thickness.

    They are thicker by so many pixels (n,) on either side, or thinner where that is below 0. By a whole pixel every
    value becomes the largest, or for thinner strokes the smallest, of itself and its four neighbours; less is in
    between. Outside there is paper.
    """
    changed = ink.astype(np.float32, copy=False)
    left = np.asarray(pixels, np.float32)[:, None, None, None]
    while True:
        amounts = np.clip(left, -1, 1)
        changed, left = _one_thicker(changed, amounts), left - amounts
        if not left.any():
            return changed


def _one_thicker(ink: Floats, amounts: Array) -> Floats:
    """The same by -1..1 pixels."""
    framed = np.pad(ink, ((0, 0), (1, 1), (1, 1), (0, 0)))
    rows, columns = ink.shape[1:3]
    around = [framed[:, 1 + down : rows + 1 + down, 1 + right : columns + 1 + right] for down, right in _NEIGHBOURS]
    most, least = np.maximum.reduce([ink, *around]), np.minimum.reduce([ink, *around])
    changed: Floats = ink + np.where(amounts > 0, amounts * (most - ink), -amounts * (least - ink))
    return changed
