"""Pool: the base of the pools, whatever the number of their axes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.module import NOT_YET, Array, Module, Shape, ShapeError, empty, shape_text, turned
from nn.positions import require_positions
from nn.settings import setting
from nn.windows import Slices, Windows, offsets


@dataclass(eq=False)
class Pool(Module):
    """A summary of each window over one or two axes; `axes` of them."""

    group = "Pooling"
    axes: ClassVar[int]

    size: int = setting(2, low=1, high=16, help="Length or side of a window")
    stride: int = setting(
        0,
        low=0,
        high=16,
        label="Stride (0: size)",
        help="Positions from one window to the next; 0: as many as the size",
    )

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
        """For each offset inside the windows, its positions in a turned input."""
        return [positions for _, positions in offsets(self.windows_over(self.shape))]

    @property
    def apart(self) -> bool:
        """Whether no position lies in two windows."""
        return not 0 < self.stride < self.size

    def clear(self, dx: Array) -> None:
        """Make those values of the turned gradient `dx` zero that `backward` does not write, or only adds to."""
        if not self.apart or self.stride > self.size:
            dx[...] = 0
            return
        for axis, windows in enumerate(self.windows_over(self.shape)):
            np.moveaxis(dx, axis + 1, 0)[windows.count * self.size :] = 0


class MaxPool(Pool):
    """Keeps the largest value of each window."""

    rest: ClassVar[Array] = NOT_YET
    later: ClassVar[Array] = NOT_YET

    def buffer_shapes(self, shape: Shape) -> dict[str, Shape]:
        y = self.output_shape(shape)
        return {**super().buffer_shapes(shape), "rest": y, "later": y}

    def forward(self, x: Array, *, training: bool = False) -> Array:
        y = self.y if training else empty(len(x), self.output_shape(self.shape), self.dtype)
        if training:
            self.x = x
        values, largest = turned(x), turned(y)
        first, *others = (values[place] for place in self.places())
        if not others:
            largest[...] = first
        for other in others:
            np.maximum(first, other, out=largest)
            first = largest
        return y

    def backward(self, dy: Array) -> Array:
        # the first of the largest takes all: at each offset, of what is left, later = rest (1 where x ≠ y, else 0)
        # goes on to the next offset, and dx = rest - later stays here
        values, largest, rest, dx = turned(self.x), turned(self.y), turned(dy), turned(self.dx)
        self.clear(dx)
        *others, last = self.places()
        for place, later in zip(others, itertools.cycle((turned(self.rest), turned(self.later)))):
            np.not_equal(values[place], largest, out=later)
            later *= rest
            if self.apart:
                np.subtract(rest, later, out=dx[place])
            else:
                dx[place] += rest - later
            rest = later
        if self.apart:
            dx[last] = rest
        else:
            dx[last] += rest
        return self.dx


class AveragePool(Pool):
    """Keeps the mean of each window."""

    part: ClassVar[Array] = NOT_YET

    def buffer_shapes(self, shape: Shape) -> dict[str, Shape]:
        return {**super().buffer_shapes(shape), "part": self.output_shape(shape)}

    def forward(self, x: Array, *, training: bool = False) -> Array:
        y = self.y if training else empty(len(x), self.output_shape(self.shape), self.dtype)
        values, total = turned(x), turned(y)
        first, *others = self.places()
        total[...] = values[first]
        for place in others:
            total += values[place]
        y *= 1 / self.size**self.axes
        return y

    def backward(self, dy: Array) -> Array:
        # every value of a window has the same share of its mean
        dx, part = turned(self.dx), turned(np.multiply(dy, 1 / self.size**self.axes, out=self.part))
        self.clear(dx)
        for place in self.places():
            if self.apart:
                dx[place] = part
            else:
                dx[place] += part
        return self.dx
