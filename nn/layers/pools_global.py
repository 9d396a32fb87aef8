"""The pool of all positions of a signal or an image."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module, Shape, ShapeError
from nn.shape_words import shape_text


@dataclass(eq=False)
class GlobalAveragePool(Module):
    """Keeps the mean of each channel over all positions of a signal or an image."""

    kind = "global_average_pool"
    group = "Pooling"
    formula = "y = mean of x over all positions"
    derivative = "1 / m"
    symbols = (("m", "number of positions"),)
    examples = (({}, (5, 2)), ({}, (3, 4, 2)), ({}, (1, 1, 1)))
    needs_y = False

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise ShapeError(
                f"GlobalAveragePool needs a signal or a picture; this is {shape_text(shape)}. "
                "Take it out, or put it after a convolution."
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
