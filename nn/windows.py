"""Windows that slide over the positions of a sample, shared by convolution and pooling.

Everything here works on arrays in their order in memory (see `nn.module.turned`): channels, positions, samples. There,
what one offset inside all windows sees is a slice whose runs are long, so that a loop over the few offsets is the fast
way, and no loop over samples, positions or channels is needed.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nn.module import Array

Padding = Literal["valid", "same"]
Slices = tuple[slice, ...]
ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows along one axis of `length` positions: `count` windows, the first of which starts `before` the axis."""

    length: int
    size: int
    stride: int
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
    def before(self) -> int:
        """Zeros before the axis: half of those that "same" padding needs; an odd one goes behind it."""
        if self.padding == "valid":
            return 0
        return max((self.count - 1) * self.stride + self.size - self.length, 0) // 2

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

    First the windows and then the positions, each as an index into an array (channels, *, n).
    """
    places = [[axis.at(offset) for offset in range(axis.size)] for axis in axes]
    return [
        ((ALL, *(windows for windows, _ in corner)), (ALL, *(positions for _, positions in corner)))
        for corner in itertools.product(*places)
    ]


def gather(x: Array, axes: tuple[Windows, ...], out: Array) -> None:
    """Copy x (channels, *positions, n) into out (offsets, channels, *counts, n), with zeros around x."""
    for part, (windows, positions) in zip(out, offsets(axes), strict=True):
        part[windows] = x[positions]
        for axis, inside in enumerate(windows):
            if inside != ALL and (inside.start > 0 or inside.stop < part.shape[axis]):
                lines = np.moveaxis(part, axis, 0)
                lines[: inside.start] = lines[inside.stop :] = 0


def fold(parts: Array, axes: tuple[Windows, ...], out: Array) -> None:
    """The transpose of `gather`: add up parts (offsets, channels, *counts, n) in out (channels, *positions, n)."""
    out[...] = 0
    for part, (windows, positions) in zip(parts, offsets(axes), strict=True):
        place = out[positions]
        place += part[windows]
