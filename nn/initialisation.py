"""Initialisation of weights, and the base of the modules that have them."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from nn.module import Array, Module, Shape

Initialisation = Literal["xavier", "he", "small", "zeros"]


class Weighted(Module):
    """Base of the modules whose outputs are weighted sums of inputs, plus a bias where the setting `bias` says so."""

    group = "Trainable"
    symbols = (
        ("W", "weights"),
        ("b", "bias"),
    )
    penalised = ("weights",)
    needs_y = False
    bias: bool
    initialisation: Initialisation

    def weights_shape(self, shape: Shape) -> Shape:
        """Shape of the weights, (*positions, values in, values out), for samples of `shape`."""
        raise NotImplementedError

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        weights = self.weights_shape(shape)
        return {"weights": weights, "bias": weights[-1:]} if self.bias else {"weights": weights}

    def initialise(self, rng: np.random.Generator) -> None:
        weights = self.params["weights"]
        positions = math.prod(weights.shape[:-2])
        initialise(weights, self.initialisation, positions * weights.shape[-2], positions * weights.shape[-1], rng)
        if self.bias:
            self.params["bias"][...] = 0


def initialise(
    weights: Array, initialisation: Initialisation, inputs: int, outputs: int, rng: np.random.Generator
) -> None:
    """Fill `weights`, through which each output sees `inputs` values and each input reaches `outputs` values.

    Xavier, uniform within sqrt(6 / (inputs + outputs)) (Glorot and Bengio, 2010); He, normal with standard deviation
    sqrt(2 / inputs) (He et al., 2015); small, uniform within sqrt(1 / inputs), so that no unit starts near where a
    tanh or sigmoid goes flat; zeros, to see that equal units stay equal.
    """
    if initialisation == "xavier":
        limit = math.sqrt(6 / (inputs + outputs))
        weights[...] = rng.uniform(-limit, limit, weights.shape)
    elif initialisation == "he":
        weights[...] = rng.normal(0, math.sqrt(2 / inputs), weights.shape)
    elif initialisation == "small":
        limit = math.sqrt(1 / inputs)
        weights[...] = rng.uniform(-limit, limit, weights.shape)
    else:
        weights[...] = 0
