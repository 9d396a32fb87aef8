"""Pools: a summary of each window over the positions of a signal or an image."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.buffers import Buffer, of_input, of_output
from nn.module import Array, Module, Shape, ShapeError
from nn.registry import Data
from nn.settings import setting
from nn.shape_words import shape_text
from nn.windows import Padding, Slices, Windows, offsets, require_positions

Examples = tuple[tuple[Data, Shape], ...]
SETTINGS: tuple[Data, ...] = ({}, {"size": 3, "stride": 2}, {"size": 2, "stride": 3}, {"size": 1})
SAME: tuple[Data, ...] = tuple(
    {"size": size, "stride": stride, "padding": "same"} for size, stride in ((2, 0), (3, 2), (2, 3), (4, 1))
)
EVERY = (*SETTINGS, *SAME)
SIGNALS: Examples = tuple(zip(EVERY, ((7, 2), (8, 1), (9, 2), (3, 1), (5, 2), (6, 1), (7, 2), (3, 2)), strict=True))
SIDES: tuple[Shape, ...] = ((5, 4, 2), (6, 7, 1), (5, 5, 2), (2, 3, 1), (3, 4, 2), (4, 5, 1), (4, 5, 1), (2, 3, 1))
IMAGES: Examples = tuple(zip(EVERY, SIDES, strict=True))


@dataclass(eq=False)
class Pool(Module):
    """A summary of each window over one or two axes; `axes` of them.

    With "same" padding windows also begin before and end behind the positions: what is outside counts for nothing, as
    in Keras and TensorFlow. A maximum is over the positions inside, and a mean divides by as many as are inside.
    """

    group = "Pooling"
    needs_y = False
    axes: ClassVar[int]

    size: int = setting(2, low=1, high=16, help="Length or side of a window")
    stride: int = setting(
        0,
        low=0,
        high=16,
        label="Stride (0: size)",
        help="Positions from one window to the next; 0: as many as the size",
    )
    padding: Padding = setting(
        "valid", help="valid: only whole windows; same: windows over the edges too, so that none is lost"
    )

    dx = Buffer(of_input, over="x")

    def output_shape(self, shape: Shape) -> Shape:
        require_positions(self.title(), self.axes, shape)
        counts = tuple(windows.count for windows in self.windows_over(shape))
        if min(counts) < 1:
            raise ShapeError(
                f"{self.title()}: a window of {self.size} does not fit into {shape_text(shape)}. "
                "Make the size smaller, or set the padding to same."
            )
        return (*counts, shape[-1])

    def windows_over(self, shape: Shape) -> tuple[Windows, ...]:
        """The windows along each axis of samples of `shape`."""
        return tuple(Windows(length, self.size, self.stride or self.size, self.padding) for length in shape[:-1])

    def places(self) -> list[tuple[Slices, Slices]]:
        """For each offset inside the windows, the windows that have it in the input, and its positions there."""
        return offsets(self.windows_over(self.shape))

    def shares(self) -> Iterable[Array | float]:
        """For each offset inside the windows, its share of the gradient of each window that has it in the input."""
        raise NotImplementedError

    def backward(self, dy: Array) -> Array:
        # y = Σ share x over a window's positions:  dx = Σ share dy over the windows that a position lies in
        dx, apart = self.dx, not 0 < self.stride < self.size
        if not apart or self.stride > self.size:
            dx[...] = 0
        for axis, along in enumerate(self.windows_over(self.shape)):
            dx[(slice(None),) * axis + (slice(along.span, None),)] = 0
        for (windows, positions), share in zip(self.places(), self.shares(), strict=True):
            if apart:
                np.multiply(dy[windows], share, dx[positions])
            else:
                dx[positions] += dy[windows] * share
        return dx


@dataclass(eq=False)
class MaxPool(Pool):
    """Keeps the largest value of each window."""

    derivative = "[x = y]"

    winner = Buffer(of_output, dtype=np.uint8)
    """The offset of the largest value, the first of them, inside each window."""
    later = Buffer(of_output, dtype=np.bool)

    def forward(self, x: Array) -> Array:
        self.x, y = x, self.y
        places = list(enumerate(self.places()))
        if self.padding == "same":
            y[...] = -math.inf
            best = y
        else:  # every window has its first offset inside
            best = x[places.pop(0)[1][1]]
        if not places:
            y[...] = best
        if self.training:
            self.winner[...] = 0
        for offset, (windows, positions) in places:
            before, other = best[windows], x[positions]
            if self.training:  # offset where it is greater than all before, else what there was
                later = np.greater(other, before, self.later[windows]).view(np.uint8)
                winner = self.winner[windows]
                np.maximum(winner, np.multiply(later, np.uint8(offset), later), out=winner)
            np.maximum(before, other, out=y[windows])
            best = y
        return y

    def shares(self) -> Iterable[Array]:
        # the winner has all
        return (
            np.equal(self.winner[windows], offset, self.later[windows])
            for offset, (windows, _positions) in enumerate(self.places())
        )


@dataclass(eq=False)
class AveragePool(Pool):
    """Keeps the mean of each window."""

    derivative = "1 / m"
    symbols = (("m", "positions of the window inside"),)

    def forward(self, x: Array) -> Array:
        self.x, y = x, self.y
        y[...] = 0
        for windows, positions in self.places():
            place = y[windows]
            place += x[positions]
        y *= self._share()
        return y

    def shares(self) -> Iterable[Array | float]:
        share = self._share()
        return (share if isinstance(share, float) else share[windows] for windows, _positions in self.places())

    def _share(self) -> Array | float:
        """Weight of each position inside a window: one number, or that of each window (*counts, 1, 1)."""
        if self.padding == "valid":
            return float(1 / self.size**self.axes)
        inside = [along.inside for along in self.windows_over(self.shape)]
        shares: Array = 1 / functools.reduce(np.multiply.outer, inside)
        return shares.astype(self.dtype)[..., None, None]


@dataclass(eq=False)
class MaxPool1D(MaxPool):
    """Keeps the largest value of each window along a signal."""

    kind = "max_pool1d"
    formula = "y[i] = max x[i · stride + k]"
    axes = 1
    examples = SIGNALS


@dataclass(eq=False)
class MaxPool2D(MaxPool):
    """Keeps the largest value of each window over an image."""

    kind = "max_pool2d"
    formula = "y[i, j] = max x[i · stride + k, j · stride + l]"
    axes = 2
    examples = IMAGES


@dataclass(eq=False)
class AveragePool1D(AveragePool):
    """Keeps the mean of each window along a signal."""

    kind = "average_pool1d"
    formula = "y[i] = mean x[i · stride + k]"
    axes = 1
    examples = SIGNALS


@dataclass(eq=False)
class AveragePool2D(AveragePool):
    """Keeps the mean of each window over an image."""

    kind = "average_pool2d"
    formula = "y[i, j] = mean x[i · stride + k, j · stride + l]"
    axes = 2
    examples = IMAGES
