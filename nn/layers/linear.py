"""The fully connected layer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.buffers import ones
from nn.initialisation import Initialisation, initialise
from nn.module import NOT_YET, Array, Fix, Module, Shape, ShapeError, shape_text
from nn.products import product_of
from nn.settings import setting


@dataclass(eq=False)
class Linear(Module):
    """Every unit is a weighted sum of all inputs, plus a bias."""

    kind = "linear"
    group = "Trainable"
    formula = "y = x W + b"
    examples = (
        ({"units": 4}, (3,)),
        ({"units": 2, "bias": False}, (5,)),
        ({"units": 3, "initialisation": "he"}, (2,)),
    )
    penalised = ("weights",)
    needs_y = False

    product = NOT_YET

    units: int = setting(10, low=1, high=4096, help="How many outputs it has")
    bias: bool = setting(True, help="Whether a learned constant is added to each output")
    initialisation: Initialisation = setting("xavier", help="How the weights start")

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != 1:
            raise ShapeError(
                f"Linear needs a flat input; it receives {shape_text(shape)}. Add Flatten before it.",
                Fix("Add Flatten here", "flatten"),
            )
        return (self.units,)

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        shapes: dict[str, Shape] = {"weights": (shape[0], self.units)}
        return {**shapes, "bias": (self.units,)} if self.bias else shapes

    def initialise(self, rng: np.random.Generator) -> None:
        weights = self.params["weights"]
        initialise(weights, self.initialisation, inputs=weights.shape[0], outputs=self.units, rng=rng)
        if self.bias:
            self.params["bias"][...] = 0

    def prepare(self, count: int, owns_x: bool = False) -> None:
        super().prepare(count, owns_x)
        self.product = product_of(math.prod(self.shape) * self.units * count)
        self.b = self.params["bias"][:, None] if self.bias else None

    def forward(self, x: Array) -> Array:
        # y = Wᵀ x + b:  (units, inputs) (inputs, n) + (units, 1)
        self.x = x
        y = self.product(self.params["weights"].T, x, self.y)
        if self.b is not None:
            y += self.b
        return y

    def backward(self, dy: Array) -> Array:
        # dW = x dyᵀ, db = Σ dy, dx = W dy
        self.product(self.x, dy.T, self.grads["weights"])
        if self.bias:
            dy.dot(ones(self.count, dy.dtype), self.grads["bias"])
        if not self.wants_input_gradient:
            return dy
        return self.product(self.params["weights"], dy, self.dx)
