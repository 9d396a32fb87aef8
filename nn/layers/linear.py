"""The fully connected layer."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nn.buffers import Buffer, of_input, ones
from nn.initialisation import Initialisation, Weighted
from nn.module import NOT_YET, Array, Fix, Shape, ShapeError
from nn.products import product_of
from nn.settings import setting
from nn.shape_words import shape_text


@dataclass(eq=False)
class Linear(Weighted):
    """Every unit is a weighted sum of all inputs, plus a bias.

    The same weights at each position of a signal or an image are those of a Conv1D or Conv2D with a kernel of 1.
    """

    kind = "linear"
    formula = "y = x W + b"
    derivative = "W"
    examples = (
        ({"units": 4}, (3,)),
        ({"units": 2, "bias": False}, (5,)),
        ({"units": 3, "initialisation": "he"}, (2,)),
    )
    dx = Buffer(of_input, over="x")
    product = NOT_YET

    units: int = setting(10, low=1, high=4096, help="How many outputs it has")
    bias: bool = setting(True, help="Whether a learned constant is added to each output")
    initialisation: Initialisation = setting("xavier", help="How the weights start")

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != 1:
            raise ShapeError(
                f"Linear needs a plain list of numbers; this is {shape_text(shape)}. Add Flatten before it.",
                Fix("Add Flatten here", "flatten"),
            )
        return (self.units,)

    def weights_shape(self, shape: Shape) -> Shape:
        return shape[0], self.units

    def prepare(self, count: int, owns_x: bool = False) -> None:
        super().prepare(count, owns_x)
        self.product = product_of(math.prod(self.shape) * self.units * count)
        self.b = self.params["bias"][:, None] if self.bias else None

    def forward(self, x: Array) -> Array:
        # y = Wᵀ x + b:  (units, inputs) (inputs, n) + (units, 1)
        self.x = x
        y: Array = self.product(self.params["weights"].T, x, self.y)
        if self.b is not None:
            y += self.b
        return y

    def backward(self, dy: Array) -> Array:
        # xᵢ reaches yⱼ = Σᵢ Wᵢⱼ xᵢ + bⱼ by Wᵢⱼ:  dWᵢⱼ = Σ xᵢ dyⱼ and dbⱼ = Σ dyⱼ over the samples, dxᵢ = Σⱼ Wᵢⱼ dyⱼ;
        # as products of matrices, dW = x dyᵀ and dx = W dy
        self.product(self.x, dy.T, self.grads["weights"])
        if self.bias:
            dy.dot(ones(self.count, dy.dtype), self.grads["bias"])
        if not self.wants_input_gradient:
            return dy
        dx: Array = self.product(self.params["weights"], dy, self.dx)
        return dx
