"""Windows that slide over the positions of a sample, shared by convolution and pooling."""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import as_strided

from nn.module import Array, Fix, Shape, ShapeError
from nn.shape_words import shape_text

Padding = Literal["valid", "same"]
Slices = tuple[slice, ...]
NAMES = {1: "a signal", 2: "a picture"}


def require_positions(title: str, axes: int, shape: Shape) -> None:
    """Raise ShapeError, with the Reshape that would fix it where there is one, unless samples have `axes` axes."""
    if len(shape) == axes + 1:
        return
    message = f"{title} needs {NAMES[axes]}; this is {shape_text(shape)}."
    values = math.prod(shape)
    if axes == 1:
        raise ShapeError(
            f"{message} Add Reshape to a signal before it.",
            Fix("Add Reshape to a signal here", "reshape", {"to": "signal"}),
        )
    side = math.isqrt(values)
    if side * side == values and side > 1:
        raise ShapeError(
            f"{message} Add Reshape to an image before it: {values:,} numbers make a picture of {side} × {side}.",
            Fix("Add Reshape to an image here", "reshape", {"to": "image"}),
        )
    raise ShapeError(f"{message} {values:,} numbers make no square picture. Take {title} out.")


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows along one axis of `length` positions: `count` windows, the first of which starts `before` the axis."""

    length: int
    size: int
    stride: int = 1
    padding: Padding = "valid"

    @property
    def count(self) -> int:
        """How many windows there are: below 1 where not even one fits.

        With "same" padding, zeros around the axis make it length / stride, rounded up.
        """
        if self.padding == "same":
            return -(-self.length // self.stride)
        return (self.length - self.size) // self.stride + 1

    @property
    def span(self) -> int:
        """Positions from the beginning of the first window to the end of the last."""
        return (self.count - 1) * self.stride + self.size

    @property
    def before(self) -> int:
        """Zeros before the axis: half of those that "same" padding needs; an odd one goes behind it."""
        return 0 if self.padding == "valid" else max(self.span - self.length, 0) // 2

    @property
    def inside(self) -> Array:
        """How many positions of the axis each window sees (count,)."""
        first = np.arange(self.count) * self.stride - self.before
        return np.minimum(first + self.size, self.length) - np.maximum(first, 0)

    def at(self, offset: int) -> tuple[slice, slice]:
        """The windows whose position `offset` lies on the axis, and the positions on the axis where it lies."""
        shift = offset - self.before
        first = max(-(shift // self.stride), 0)
        stop = max(min((self.length - 1 - shift) // self.stride + 1, self.count), first)
        start = first * self.stride + shift
        return slice(first, stop), slice(start, start + (stop - first) * self.stride, self.stride)


@functools.lru_cache(maxsize=64)
def offsets(axes: tuple[Windows, ...]) -> list[tuple[Slices, Slices]]:
    """For every offset inside a window over all `axes`, in the order of reading, `Windows.at` for each axis.

    First the windows and then the positions, each as an index into an array (*axes, ...).
    """
    places = [[axis.at(offset) for offset in range(axis.size)] for axis in axes]
    return [
        (tuple(windows for windows, _ in corner), tuple(positions for _, positions in corner))
        for corner in itertools.product(*places)
    ]


def seen_by(x: Array, rows: Windows, columns: Windows, strips: Array) -> Array:
    """What each window sees of images x (height, width, channels, n): (row count, column count, values, n).

    The values are in the order (column, row, channel) of the window. Few of them are copied: `strips` holds, for each
    row of windows, what all its columns see, (row count, column span, row size · channels or more, n), zeros where that
    is padding; windows overlap in it, as each is some whole columns one after the other. The values that `strips` has
    more are seen with each column.
    """
    channels = x.shape[-2]
    first = columns.before
    inside = slice(first, first + min(columns.length, columns.span - first))
    for offset in range(rows.size):
        windows, positions = rows.at(offset)
        strips[windows, inside, offset * channels : (offset + 1) * channels] = x[positions, : inside.stop - first]
    by_row, by_column, by_value, by_sample = strips.strides
    shape = (rows.count, columns.count, columns.size * strips.shape[2], strips.shape[3])
    return as_strided(strips, shape, (by_row, columns.stride * by_column, by_value, by_sample))


def add_up(parts: Array, column: int, rows: Windows, columns: Windows, out: Array) -> None:
    """The transpose of `seen_by`, of one `column` of the windows: to each value of `out` (height, width, channels, n)
    add what belongs to it in parts (row count, column count, row size · channels, n)."""
    channels = out.shape[-2]
    for row, (windows, positions) in enumerate(offsets((rows, columns))[column :: columns.size]):
        place = out[positions]
        place += parts[windows][:, :, row * channels : (row + 1) * channels]
