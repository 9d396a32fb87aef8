"""Pools: a summary of each window over the positions of a signal or an image, or of all positions."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.buffers import Buffer, of_input, of_output
from nn.module import Array, Module, Shape, ShapeError, shape_text
from nn.registry import Data
from nn.settings import setting
from nn.windows import Slices, Windows, offsets, require_positions

Examples = tuple[tuple[Data, Shape], ...]
SETTINGS: tuple[Data, ...] = ({}, {"size": 3, "stride": 2}, {"size": 2, "stride": 3}, {"size": 1})
SIGNALS: Examples = tuple(zip(SETTINGS, ((7, 2), (8, 1), (9, 2), (3, 1)), strict=True))
IMAGES: Examples = tuple(zip(SETTINGS, ((5, 4, 2), (6, 7, 1), (5, 5, 2), (2, 3, 1)), strict=True))


@dataclass(eq=False)
class Pool(Module):
    """A summary of each window over one or two axes; `axes` of them."""

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

    dx = Buffer(of_input, over="x")

    def output_shape(self, shape: Shape) -> Shape:
        require_positions(self.title(), self.axes, shape)
        counts = tuple(windows.count for windows in self.windows_over(shape))
        if min(counts) < 1:
            raise ShapeError(
                f"{self.title()}: a window of {self.size} is larger than its input of {shape_text(shape)}. "
                "Make the size smaller."
            )
        return (*counts, shape[-1])

    def windows_over(self, shape: Shape) -> tuple[Windows, ...]:
        """The windows along each axis of samples of `shape`."""
        return tuple(Windows(length, self.size, self.stride or self.size) for length in shape[:-1])

    def places(self) -> list[Slices]:
        """For each offset inside the windows, its positions in the input."""
        return [positions for _, positions in offsets(self.windows_over(self.shape))]

    def shares(self) -> Iterable[Array | float]:
        """For each offset inside the windows, its share of each window's gradient."""
        raise NotImplementedError

    def backward(self, dy: Array) -> Array:
        # y = Σ share x over a window's positions:  dx = Σ share dy over the windows that a position lies in
        dx, apart = self.dx, not 0 < self.stride < self.size
        if not apart or self.stride > self.size:
            dx[...] = 0
        for axis, windows in enumerate(self.windows_over(self.shape)):
            dx[(slice(None),) * axis + (slice(windows.span, None),)] = 0
        for place, share in zip(self.places(), self.shares(), strict=True):
            if apart:
                np.multiply(dy, share, dx[place])
            else:
                dx[place] += dy * share
        return dx


@dataclass(eq=False)
class MaxPool(Pool):
    """Keeps the largest value of each window."""

    winner = Buffer(of_output, dtype=np.uint8)
    """The offset of the largest value, the first of them, inside each window."""
    later = Buffer(of_output, dtype=np.bool)

    def forward(self, x: Array) -> Array:
        self.x, y = x, self.y
        first, *others = (x[place] for place in self.places())
        if not others:
            y[...] = first
        if self.training:
            self.winner[...] = 0
        for offset, other in enumerate(others, 1):
            if self.training:  # offset where it is greater than all before, else 0
                later = np.greater(other, first, self.later).view(np.uint8)
                np.maximum(self.winner, np.multiply(later, np.uint8(offset), later), out=self.winner)
            first = np.maximum(first, other, out=y)
        return y

    def shares(self) -> Iterable[Array]:
        # the winner has all
        return (np.equal(self.winner, offset, self.later) for offset in range(self.size**self.axes))


@dataclass(eq=False)
class AveragePool(Pool):
    """Keeps the mean of each window."""

    def forward(self, x: Array) -> Array:
        self.x, y = x, self.y
        y[...] = 0
        for place in self.places():
            y += x[place]
        y *= 1 / self.size**self.axes
        return y

    def shares(self) -> Iterable[float]:
        count = self.size**self.axes
        return [1 / count] * count


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


@dataclass(eq=False)
class GlobalAveragePool(Module):
    """Keeps the mean of each channel over all positions of a signal or an image."""

    kind = "global_average_pool"
    group = "Pooling"
    formula = "y = mean of x over all positions"
    examples = (({}, (5, 2)), ({}, (3, 4, 2)), ({}, (1, 1, 1)))
    needs_y = False

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise ShapeError(
                f"GlobalAveragePool needs a signal (length, channels) or an image (height, width, channels); "
                f"it receives {shape_text(shape)}. Take it out, or put it after a convolution."
            )
        return shape[-1:]

    def forward(self, x: Array) -> Array:
        y: Array = np.add.reduce(x, tuple(range(x.ndim - 2)), out=self.y)
        y *= 1 / math.prod(self.shape[:-1])
        return y

    def backward(self, dy: Array) -> Array:
        # every position has the same share of the mean
        self.dx[...] = dy * (1 / math.prod(self.shape[:-1]))
        return self.dx
