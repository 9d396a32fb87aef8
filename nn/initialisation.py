"""Initialisation of weights."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from nn.module import Array

Initialisation = Literal["xavier", "he", "small", "zeros"]


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
