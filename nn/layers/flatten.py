"""Images to vectors."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module, Shape


@dataclass(eq=False)
class Flatten(Module):
    """Lays the values of a sample out in one row, as Linear needs them."""

    kind = "flatten"
    group = "Shape"
    formula = "(h, w, c) → (h · w · c)"
    examples = (({}, (2, 3, 2)), ({}, (4,)))

    def output_shape(self, shape: Shape) -> Shape:
        return (math.prod(shape),)

    def forward(self, x: Array, *, training: bool = False) -> Array:
        if training:
            self.x = x
        if x.flags.c_contiguous:
            return x.reshape(len(x), -1)
        # what lies turned in memory stays so: runs of n values are moved, none is turned
        count = math.prod(self.shape)
        y = (self.y if training else np.empty((len(x), count), self.dtype)).reshape(count, len(x))
        y.reshape(*self.shape, len(x))[...] = np.moveaxis(x, 0, -1)
        return y.T

    def backward(self, dy: Array) -> Array:
        if self.x.flags.c_contiguous:
            return dy.reshape(self.x.shape)
        self.dx[...] = dy.reshape(self.dx.shape)
        return self.dx
