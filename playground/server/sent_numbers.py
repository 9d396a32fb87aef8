"""Numbers that a browser has sent, checked: JSON knows one kind only, so 3 may come as 3.0."""

from __future__ import annotations

import math

HIGHEST_REVISION = 2**53
"""A browser counts exactly up to here."""


def whole(value: object, count: int) -> int | None:
    """A whole number from 0 to `count` - 1; None for anything else."""
    if type(value) is float and value.is_integer():
        value = int(value)
    return value if type(value) is int and 0 <= value < count else None


def revision_of(value: object) -> int | None:
    """The number that an answer must carry; None for anything else."""
    return whole(value, HIGHEST_REVISION + 1)


def finite(value: object, bound: float) -> float | None:
    """A finite number, cut to ±`bound`; None for anything else."""
    # bool is an int to Python, but no number to a person
    if type(value) is int:
        return float(max(-bound, min(bound, value)))
    return max(-bound, min(bound, value)) if type(value) is float and math.isfinite(value) else None
