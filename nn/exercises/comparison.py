"""Comparison of what a learner's part gives with what it should give, and which term is wrong where they differ."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nn.module import Array

CLOSE = 1e-6
"""Relative error that rounding may leave in double precision, with room for another order of the sums."""


def same(found: Array, expected: Array) -> bool:
    """True where both are the same but for rounding."""
    scale = max(1.0, float(np.abs(expected).max(initial=0)))
    return found.shape == expected.shape and bool(np.allclose(found, expected, rtol=CLOSE, atol=CLOSE * scale))


def fault(name: str, found: object, expected: Array, wrong: Mapping[str, Array], count: int) -> str | None:
    """Fault of `found` in words; None where it is as expected.

    `wrong` has, by its hint, what a usual mistake gives; `count` is the number of samples, over which sums and means
    differ.
    """
    if found is None:
        return f"{name} is None: is there a return?"
    try:
        array = np.asarray(found, np.float64)
    except (TypeError, ValueError):
        return f"{name} must be an array of numbers; it is {type(found).__name__}."
    if same(array, expected):
        return None
    for hint, value in wrong.items():
        if same(array, value):
            return f"{name}: {hint}"
    if array.shape != expected.shape:
        turned = " Has it to be transposed?" if array.shape == expected.shape[::-1] else ""
        return f"{name} is of shape {array.shape}; it should be {expected.shape}.{turned}"
    if not np.isfinite(array).all():
        return f"{name} has values that are no finite numbers."
    return f"{name}: {_ratio(array, expected, count) or _first(array, expected)}"


def _ratio(found: Array, expected: Array, count: int) -> str | None:
    """The factor that is missing, where a single one is."""
    factor = float(np.vdot(found, expected) / (np.vdot(expected, expected) or 1))
    if not factor or not same(found, factor * expected):
        return None
    if np.isclose(factor, -1):
        return "the sign is wrong."
    if np.isclose(factor, count):
        return f"{count} times too large, and there are {count} samples: did you forget to average over the batch?"
    if np.isclose(factor, 1 / count):
        return f"{count} times too small, and there are {count} samples: has it been averaged once too often?"
    return f"{factor:.3g} times what it should be: a factor is missing, or is there twice."


def _first(found: Array, expected: Array) -> str:
    place = tuple(int(index) for index in np.argwhere(~np.isclose(found, expected, rtol=CLOSE, atol=CLOSE))[0])
    return f"the value at {list(place)} is {found[place]:.6g}; it should be {expected[place]:.6g}."
