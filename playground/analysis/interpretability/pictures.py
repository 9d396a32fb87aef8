"""Values as bytes to be drawn, and the words that go with them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from nn.module import Array
from playground.datasets.image_set import PAPER_TO_INK

Bytes = npt.NDArray[np.int8]
MOST_TILES = 64
"""Of a layer, until all of them are asked for."""
LEVELS = 127


def largest(values: Array) -> float:
    """The largest size of a value; 1 where all are 0, so that it can be divided by."""
    return float(np.abs(values).max(initial=0)) or 1.0


def usual(values: Array) -> float:
    """A size that no more than a hundredth of the values exceed, so that a few strong ones leave the others visible."""
    return float(np.quantile(np.abs(values), 0.99)) or largest(values)


def signed_bytes(values: Array, most: float) -> Bytes:
    """Values as -127 to 127, where `most`, and whatever is beyond it, is 127."""
    found: Bytes = np.rint(values * (LEVELS / most)).clip(-LEVELS, LEVELS).astype(np.int8)
    return found


def tiles_of(values: Array) -> tuple[Array, int]:
    """One sample's output as pictures (tiles, rows, columns), and how many there are of them.

    An image (rows, columns, channels) has one for each channel; a signal (length, channels) is one, with a row for each
    channel; a vector (n,) is one row.
    """
    if values.ndim == 3:
        return np.moveaxis(values, -1, 0), values.shape[-1]
    return (values.T if values.ndim == 2 else values)[None].reshape(1, -1, len(values)), 1


def block(
    name: str,
    values: Array,
    *,
    classes: tuple[str, ...] = (),
    ink: bool = False,
    side: int | None = None,
    under: str | None = None,
    complete: bool = False,
    column: int | None = None,
) -> tuple[dict[str, Any], Bytes]:
    """What a picture of one sample's output `values` needs: the words, and the bytes (tiles, rows, columns).

    Args:
        name: Its heading.
        values: One sample's output; bytes stand for 0 to 1.
        classes: Names for the values of a vector of that length.
        ink: Whether to draw it as ink on paper, where all values lie from 0 to 1.
        side: Pixels on the screen that the longer side of a tile should have.
        under: The name of the frame's array over which it is drawn.
        column: The network's column whose units' outputs these are, where they can be switched off.
        complete: Whether to give all its tiles; else the first `MOST_TILES`.
    """
    if values.dtype == np.uint8:
        values = values / np.float32(PAPER_TO_INK)
    tiles, count = tiles_of(values)
    low, high = float(values.min()), float(values.max())
    ink = ink and low >= 0 and high <= 1
    most = 1.0 if ink else largest(values)
    words = {
        "name": name,
        "shape": list(values.shape),
        "count": count,
        "low": rounded(low),
        "high": rounded(high),
        "scale": most,
        "zero": rounded(np.mean(values == 0)),
        "classes": list(classes) if values.shape == (len(classes),) else [],
        "ink": ink,
        "side": side,
        "under": under,
        "column": column,
    }
    return words, signed_bytes(tiles if complete else tiles[:MOST_TILES], most)


def rounded(value: float) -> float:
    """To four digits, which is more than a label shows."""
    number = float(value)
    return float(f"{number:.4g}") if math.isfinite(number) else 0.0
