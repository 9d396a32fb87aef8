"""Pictures that belong to an explanation, as arrays: curves, windows, and the spread of values."""

from __future__ import annotations

from dataclasses import dataclass

from nn.module import Array


@dataclass(frozen=True, eq=False)
class Curve:
    """The curve of an activation around a point, and its tangent there."""

    x: Array
    """(k,)."""
    y: Array
    """(k,)."""
    point: tuple[float, float]
    slope: float
    """Of the curve at the point, as backward has it."""


@dataclass(frozen=True, eq=False)
class Window:
    """Window of a convolution: the values that a filter sees, the filter and their products (*kernel, channels).

    Where that is padding, the values are 0.
    """

    corner: tuple[int, ...]
    """Position of the window's first value on the input; below 0 where that is padding."""
    values: Array
    filter: Array
    products: Array


@dataclass(frozen=True, eq=False)
class Winner:
    """A pool's window (positions, axes), the values there (positions,), and the share of each in the output."""

    positions: Array
    values: Array
    shares: Array


@dataclass(frozen=True, eq=False)
class Reached:
    """Outputs that share what reaches an input, or a weight: places (m, axes) and the gradient of the loss by each."""

    places: Array
    slopes: Array


@dataclass(frozen=True, eq=False)
class Spread:
    """Values that are brought to mean 0 and variance 1, and the one that is asked for."""

    values: Array
    """(m,)."""
    mean: float
    variance: float
    value: float


Picture = Curve | Window | Winner | Reached | Spread
