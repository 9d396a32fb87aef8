"""The mean of each channel."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module, Shape, ShapeError, shape_text, turned


@dataclass(eq=False)
class GlobalAveragePool(Module):
    """Keeps the mean of each channel over all positions of a signal or an image."""

    kind = "global_average_pool"
    group = "Pooling"
    formula = "y = mean of x over all positions"
    examples = (({}, (5, 2)), ({}, (3, 4, 2)), ({}, (1, 1, 1)))

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise ShapeError(
                f"GlobalAveragePool needs a signal (length, channels) or an image (height, width, channels); "
                f"it receives {shape_text(shape)}. Take it out, or put it after a convolution."
            )
        return shape[-1:]

    def forward(self, x: Array, *, training: bool = False) -> Array:
        y = self.y if training else np.empty((len(x), self.shape[-1]), self.dtype)
        np.add.reduce(_flat(x), axis=1, out=y.T)
        y *= 1 / math.prod(self.shape[:-1])
        return y

    def backward(self, dy: Array) -> Array:
        _flat(self.dx)[...] = dy.T[:, None] * (1 / math.prod(self.shape[:-1]))
        return self.dx


def _flat(values: Array) -> Array:
    """Values (n, *positions, channels) as (channels, positions, n)."""
    return turned(values).reshape(values.shape[-1], -1, len(values))
