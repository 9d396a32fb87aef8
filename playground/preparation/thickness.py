"""Strokes of images made thicker or thinner, by fractions of a pixel too."""

from __future__ import annotations

import numpy as np

from nn.module import Array


def thickened(ink: Array, amount: float) -> Array:
    """New float32 images (n, rows, columns, 1) of ink 0 to 1, whose strokes are thicker by `amount` pixels on each
    side, or thinner where it is below 0.

    A pixel thicker, each value is the largest of its own and its four neighbours'; the rest of an amount goes that
    share of the way there. To thin the ink is to thicken the paper, which goes on beyond the edges.
    """
    values = np.array(ink if amount >= 0 else 1 - ink, np.float32)
    outside, left = float(amount < 0), abs(amount)
    while left > 0:
        step = min(left, 1.0)
        values += np.float32(step) * (_grown(values, outside) - values)
        left -= step
    return values if amount >= 0 else 1 - values


def _grown(values: Array, outside: float) -> Array:
    around = np.pad(values, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=outside)
    neighbours = (around[:, :-2, 1:-1], around[:, 2:, 1:-1], around[:, 1:-1, :-2], around[:, 1:-1, 2:])
    grown: Array = np.maximum.reduce([values, *neighbours])
    return grown
