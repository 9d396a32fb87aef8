"""Test pictures whose orientation is known."""

from __future__ import annotations

import math

import numpy as np

from nn.module import Array


def bars(size: tuple[int, int], *, angle: float, width: float, phase: float) -> Array:
    """Bars of ink on paper, float32 (rows, columns, 1) of 0 to 1.

    Args:
        size: Rows and columns.
        angle: Of the bars, in degrees counter-clockwise: 0 lies flat, 90 stands upright.
        width: Of a bar, and of the gap to the next, in pixels.
        phase: Shifts the bars, as a share of bar and gap: 0 puts the middle of a bar into the middle of the picture,
            0.5 the middle of a gap.
    """
    rows, columns = size
    turn = math.radians(angle)
    down, right = np.ogrid[:rows, :columns]
    x, y = right - (columns - 1) / 2, (rows - 1) / 2 - down
    # distance across the bars, then to the middle of the nearest one
    across = (-x * math.sin(turn) + y * math.cos(turn)) / (2 * width) - phase
    distance = np.abs(across - np.rint(across)) * 2 * width
    # a pixel that an edge runs through is as grey as the share of it that is ink
    ink: Array = (width / 2 - distance + 0.5).clip(0, 1)[..., None].astype(np.float32)
    return ink
