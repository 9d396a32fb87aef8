"""The fully connected layer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nn.module import Array, Mend, Module, Shape, ShapeError
from nn.settings import setting


@dataclass(eq=False)
class Linear(Module):
    """Every unit is a weighted sum of all inputs, plus a bias.

    Initialisation: Xavier, uniform within sqrt(6 / (inputs + units)) (Glorot and Bengio, 2010); He, normal with
    standard deviation sqrt(2 / inputs) (He et al., 2015); zeros, to see that equal units stay equal.
    """

    kind = "linear"
    group = "Trainable"
    formula = "y = x W + b"
    examples = (
        ({"units": 4}, (3,)),
        ({"units": 2, "bias": False}, (5,)),
        ({"units": 3, "initialisation": "he"}, (2,)),
    )
    penalised = ("weights",)

    units: int = setting(10, low=1, high=4096, help="How many outputs it has")
    bias: bool = setting(True, help="Whether a learned constant is added to each output")
    initialisation: Literal["xavier", "he", "zeros"] = setting("xavier", help="How the weights start")

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != 1:
            raise ShapeError(
                f"Linear needs a flat input; it receives {shape}. Add Flatten before it.",
                Mend("Add Flatten here", "flatten"),
            )
        return (self.units,)

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        shapes: dict[str, Shape] = {"weights": (shape[0], self.units)}
        return {**shapes, "bias": (self.units,)} if self.bias else shapes

    def initialise(self, rng: np.random.Generator) -> None:
        weights = self.params["weights"]
        inputs, units = weights.shape
        if self.initialisation == "xavier":
            limit = math.sqrt(6 / (inputs + units))
            weights[...] = rng.uniform(-limit, limit, weights.shape)
        elif self.initialisation == "he":
            weights[...] = rng.normal(0, math.sqrt(2 / inputs), weights.shape)
        else:
            weights[...] = 0
        if self.bias:
            self.params["bias"][...] = 0

    def forward(self, x: Array, *, training: bool = False) -> Array:
        # (n, inputs) (inputs, units) -> (n, units)
        y = self.scratch("y", (len(x), self.units)) if training else np.empty((len(x), self.units), self.dtype)
        np.dot(x, self.params["weights"], out=y)
        if self.bias:
            y += self.params["bias"]
        if training:
            self.keep(x)
        return y

    def backward(self, dy: Array) -> Array:
        # dW = xᵀ dy, db = Σ dy, dx = dy Wᵀ
        x = self.kept
        np.dot(x.T, dy, out=self.grads["weights"])
        if self.bias:
            np.add.reduce(dy, axis=0, out=self.grads["bias"])
        if not self.wants_input_gradient:
            return dy
        return np.dot(dy, self.params["weights"].T, out=self.scratch("dx", x.shape))
