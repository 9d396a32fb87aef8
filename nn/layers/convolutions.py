"""Convolutions of signals and of images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.buffers import Buffer
from nn.initialisation import Initialisation, Weighted
from nn.module import NOT_YET, Array, Shape, ShapeError
from nn.products import at_every_position, over_all_positions
from nn.settings import setting
from nn.shape_words import shape_text
from nn.sobel import SIDE, load_sobel
from nn.windows import Padding, Windows, add_up, require_positions, seen_by


@dataclass(eq=False)
class Convolution(Weighted):
    """Filters that slide over one or two axes; `axes` of them. A signal is an image of one row."""

    axes: ClassVar[int]

    channels: int
    kernel: int
    stride: int = setting(1, low=1, high=8, help="Positions from one window to the next")
    padding: Padding = setting("valid", help="valid: only whole windows; same: zeros around, so that no edge is lost")
    bias: bool = setting(True, help="Whether a learned constant is added to each channel")
    initialisation: Initialisation = setting("xavier", help="How the filters start")

    def output_shape(self, shape: Shape) -> Shape:
        require_positions(self.title(), self.axes, shape)
        counts = tuple(windows.count for windows in self.windows_over(shape))
        if min(counts) < 1:
            raise ShapeError(
                f"{self.title()}: a kernel of {self.kernel} does not fit into {shape_text(shape)}. "
                "Make the kernel smaller, or set the padding to same."
            )
        return (*counts, self.channels)

    def windows_over(self, shape: Shape) -> tuple[Windows, ...]:
        """The windows along each axis of samples of `shape`."""
        return tuple(Windows(length, self.kernel, self.stride, self.padding) for length in shape[:-1])

    def weights_shape(self, shape: Shape) -> Shape:
        return *(self.kernel,) * self.axes, shape[-1], self.channels

    def _sides(self, shape: Shape) -> tuple[Windows, Windows]:
        """The windows over rows and over columns; a signal is an image of one row."""
        rows, columns = (Windows(1, 1), *self.windows_over(shape))[-2:]
        return rows, columns

    def _strips_shape(self, shape: Shape) -> Shape:
        rows, columns = self._sides(shape)
        return rows.count, columns.span, rows.size * shape[-1] + self.bias

    def _dcolumn_shape(self, shape: Shape) -> Shape:
        rows, columns = self._sides(shape)
        return rows.count, columns.count, rows.size * shape[-1]

    def _begin(self, strips: Array) -> None:
        # around the positions are zeros; the bias is the weight of an input that is 1
        strips[...] = 0
        if self.bias:
            strips[:, :, -1] = 1

    strips = Buffer(_strips_shape, start=_begin)
    dcolumn = Buffer(_dcolumn_shape)
    windows = filters = NOT_YET

    def forward(self, x: Array) -> Array:
        # y[p] = Wᵀ windows[p] at each position p, b among W
        self.windows = seen_by(self._images(x), *self._sides(self.shape), self.strips)
        self.filters = np.zeros((self.windows.shape[2], self.channels), self.dtype)
        for name, values in self._named(self.filters).items():
            values[...] = self.params[name]
        at_every_position(self.filters.T, self.windows, self._images(self.y))
        return self.y

    def backward(self, dy: Array) -> Array:
        # at each position it is a Linear, with the same W:  dW = Σₚ windows[p] dy[p]ᵀ,  dwindows[p] = W dy[p];
        # a value of x lies in several windows, and its dx is the sum of what it has in each, added up a column of the
        # windows at a time: all of dwindows would be read again from far away
        slope = self._images(dy)
        for name, values in self._named(over_all_positions(self.windows, slope)).items():
            self.grads[name][...] = values
        if not self.wants_input_gradient:
            return dy
        self.dx[...] = 0
        for column, weights in enumerate(self._by_column(self.filters)):
            at_every_position(weights, slope, self.dcolumn)
            add_up(self.dcolumn, column, *self._sides(self.shape), self._images(self.dx))
        return self.dx

    def _images(self, values: Array) -> Array:
        return values if self.axes == 2 else values[None]

    def _by_column(self, filters: Array) -> Array:
        """View of the weights in `filters` (values of a window, channels): (columns, values of a column, channels)."""
        by_column = filters.reshape(self._sides(self.shape)[1].size, -1, self.channels)
        return by_column[:, : by_column.shape[1] - self.bias]

    def _named(self, filters: Array) -> dict[str, Array]:
        """Views of the parameters' places in `filters` (values of a window, channels), whose other values are zero."""
        rows, columns = self._sides(self.shape)
        weights = self._by_column(filters).reshape(columns.size, rows.size, -1, self.channels).swapaxes(0, 1)
        return {"weights": weights, "bias": filters[-1]} if self.bias else {"weights": weights}


@dataclass(eq=False)
class Conv1D(Convolution):
    """Slides learned filters along a signal."""

    kind = "conv1d"
    formula = "y[i] = Σ x[i + k] W[k] + b"
    derivative = "W[k]"
    axes = 1
    examples = (
        ({"channels": 3, "kernel": 3}, (7, 2)),
        ({"channels": 2, "kernel": 2, "stride": 2}, (7, 1)),
        ({"channels": 2, "kernel": 4, "stride": 3, "padding": "same"}, (8, 2)),
        ({"channels": 2, "kernel": 3, "padding": "same", "bias": False}, (5, 1)),
        ({"channels": 1, "kernel": 1, "stride": 3, "initialisation": "he"}, (5, 2)),
    )

    channels: int = setting(32, low=1, high=256, help="Number of filters")
    kernel: int = setting(3, low=1, high=63, help="Length of a filter, in positions")


@dataclass(eq=False)
class Conv2D(Convolution):
    """Slides learned filters over a picture."""

    kind = "conv2d"
    formula = "y[i, j] = Σ x[i + k, j + l] W[k, l] + b"
    derivative = "W[k, l]"
    axes = 2
    examples = (
        ({"channels": 3, "kernel": 3}, (5, 6, 2)),
        ({"channels": 2, "kernel": 2, "stride": 2}, (5, 4, 1)),
        ({"channels": 2, "kernel": 3, "padding": "same"}, (4, 3, 2)),
        ({"channels": 2, "kernel": 4, "stride": 3, "padding": "same", "bias": False}, (5, 7, 1)),
        ({"channels": 2, "kernel": 1, "stride": 2, "initialisation": "he"}, (3, 3, 2)),
        ({"channels": 1, "kernel": 5, "padding": "same"}, (2, 2, 1)),
        ({"channels": 3, "kernel": 3, "sobel": True}, (4, 4, 2)),
    )

    channels: int = setting(16, low=1, high=256, help="Number of filters")
    kernel: int = setting(3, low=1, high=15, help="Side of a filter, in pixels")
    sobel: bool = setting(
        False,
        help="Channels 0 and 1 start as Sobel's filters of lying and upright edges, made by hand; they go on learning",
    )

    def output_shape(self, shape: Shape) -> Shape:
        if self.sobel and self.kernel < SIDE:
            raise ShapeError(
                f"{self.title()}: Sobel's filters are {SIDE} pixels wide and the kernel is {self.kernel}. "
                f"Make the kernel at least {SIDE}, or leave Sobel's filters out."
            )
        return super().output_shape(shape)

    def initialise(self, rng: np.random.Generator) -> None:
        super().initialise(rng)
        if self.sobel:
            load_sobel(self.params["weights"], self.params.get("bias"))
