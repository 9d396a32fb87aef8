"""Codes laid out regularly over the plane that the samples' codes are seen in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nn.module import Array
from playground.analysis.codes.projection import Projection, checked_codes
from playground.datasets.dataset import Floats

PERCENTILES = (1.0, 99.0)
"""What lies further out is left aside: a few far codes would leave little room for all the others."""
MOST_SIDE = 50


class Extent(NamedTuple):
    """A box in the plane: the places of the outermost codes."""

    left: float
    right: float
    bottom: float
    top: float


def grid_codes(projection: Projection, codes: Array, side: int) -> tuple[Floats, Extent]:
    """`side` × `side` codes over the box that most of the codes (n, k) are seen in, and that box.

    The codes, float32 (side², k), go row by row from the top, where the second axis is highest, and from left to right.
    Raises ValueError for a side that is not 2 to `MOST_SIDE`.
    """
    if not 2 <= side <= MOST_SIDE:
        raise ValueError(f"The grid has 2 to {MOST_SIDE} codes a side; {side} were asked for.")
    extent = _extent(projection.place(checked_codes(codes)))
    across, down = np.linspace(extent.left, extent.right, side), np.linspace(extent.top, extent.bottom, side)
    points = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    return projection.lift(points), extent


def _extent(places: Floats) -> Extent:
    low, high = np.percentile(places.astype(np.float64), PERCENTILES, axis=0)
    # a box without a width, as of codes of one number, could not be drawn
    margin = np.where(high > low, 0.0, 0.5)
    (left, bottom), (right, top) = (low - margin).tolist(), (high + margin).tolist()
    return Extent(left, right, bottom, top)
