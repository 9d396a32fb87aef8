"""Images to vectors."""

from __future__ import annotations

import math
from dataclasses import dataclass

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

    def memory(self, shape: Shape) -> int:
        return 0

    def forward(self, x: Array, *, training: bool = False) -> Array:
        if training:
            self.keep(x)
        return x.reshape(len(x), -1)

    def backward(self, dy: Array) -> Array:
        return dy.reshape(self.kept.shape)
