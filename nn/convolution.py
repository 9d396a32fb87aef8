"""Convolution: the base of the convolutions, whatever the number of their axes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.initialisation import Initialisation, initialise
from nn.module import NOT_YET, Array, Module, Shape, ShapeError, by_channel, empty, shape_text, turned
from nn.positions import require_positions
from nn.settings import setting
from nn.windows import Padding, Windows, fold, gather


@dataclass(eq=False)
class Convolution(Module):
    """Filters that slide over one or two axes; `axes` of them.

    One product of matrices for all windows of all samples, with W (kernel · ... · channels in, channels):
    turned, y = Wᵀ windows + b.
    """

    group = "Trainable"
    penalised = ("weights",)
    axes: ClassVar[int]

    channels: int
    kernel: int
    stride: int = setting(1, low=1, high=8, help="Positions from one window to the next")
    padding: Padding = setting("valid", help="valid: only whole windows; same: zeros around, so that no edge is lost")
    bias: bool = setting(True, help="Whether a learned constant is added to each channel")
    initialisation: Initialisation = setting("xavier", help="How the filters start")

    windows: ClassVar[Array] = NOT_YET

    def output_shape(self, shape: Shape) -> Shape:
        require_positions(self.title(), self.axes, shape)
        counts = tuple(windows.count for windows in self.windows_over(shape))
        if min(counts) < 1:
            raise ShapeError(
                f"{self.title()}: a kernel of {self.kernel} is larger than its input of {shape_text(shape)}. "
                "Make the kernel smaller, or set the padding to same."
            )
        return (*counts, self.channels)

    def windows_over(self, shape: Shape) -> tuple[Windows, ...]:
        """The windows along each axis of samples of `shape`."""
        return tuple(Windows(length, self.kernel, self.stride, self.padding) for length in shape[:-1])

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        shapes: dict[str, Shape] = {"weights": (*(self.kernel,) * self.axes, shape[-1], self.channels)}
        return {**shapes, "bias": (self.channels,)} if self.bias else shapes

    def buffer_shapes(self, shape: Shape) -> dict[str, Shape]:
        return {**super().buffer_shapes(shape), "windows": self._windows_shape(shape)}

    def _windows_shape(self, shape: Shape) -> Shape:
        return (*self.output_shape(shape)[:-1], self.kernel**self.axes * shape[-1] + self.bias)

    def initialise(self, rng: np.random.Generator) -> None:
        weights = self.params["weights"]
        places = self.kernel**self.axes
        initialise(weights, self.initialisation, places * weights.shape[-2], places * self.channels, rng)
        if self.bias:
            self.params["bias"][...] = 0

    def forward(self, x: Array, *, training: bool = False) -> Array:
        # turned: (channels, inputs) (inputs, counts · n) -> (channels, counts · n)
        if training:
            self.keep()
        windows = self.windows if training else empty(len(x), self._windows_shape(self.shape), self.dtype)
        y = self.y if training else empty(len(x), self.output_shape(self.shape), self.dtype)
        gather(np.ascontiguousarray(turned(x)), self.windows_over(self.shape), self._by_offset(windows))
        if self.bias:
            turned(windows)[-1] = 1
        self._filters().T.dot(by_channel(windows), out=by_channel(y))
        return y

    def backward(self, dy: Array) -> Array:
        # dW = windows dyᵀ, dwindows = W dy; dx adds up what the windows share
        windows, slope = by_channel(self.windows), by_channel(dy)
        self.spend()
        gradient, weights = windows.dot(slope.T), self.grads["weights"]
        weights[...] = gradient[: len(gradient) - self.bias].reshape(weights.shape)
        if self.bias:
            self.grads["bias"][...] = gradient[-1]
        if not self.wants_input_gradient:
            return dy
        # the windows have served, and their memory, the largest there is, is still near the processor
        inputs = math.prod(weights.shape[:-1])
        self.params["weights"].reshape(inputs, -1).dot(slope, out=windows[:inputs])
        fold(self._by_offset(self.windows), self.windows_over(self.shape), turned(self.dx))
        return self.dx

    def _by_offset(self, windows: Array) -> Array:
        """(offsets, channels in, *counts, n), a view that leaves the ones of the bias out."""
        lying = turned(windows)
        return lying[: len(lying) - self.bias].reshape(-1, self.shape[-1], *lying.shape[1:])

    def _filters(self) -> Array:
        """The weights as a matrix (inputs, channels); the bias is one more row, the weights of an input that is 1."""
        weights = self.params["weights"].reshape(-1, self.channels)
        return np.vstack((weights, self.params["bias"])) if self.bias else weights
