"""Binary cross-entropy."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.buffers import samples_first, samples_last
from nn.layers.activations import Sigmoid
from nn.loss import Example, Loss, mean_of_outputs, weighted_products, weighted_sum
from nn.module import Array


@dataclass(eq=False)
class BCE(Loss):
    """The mean, over all outputs, of the surprise at a yes or no; it owns the Sigmoid."""

    kind = "bce"
    formula = "mean −[y log σ(z) + (1 − y) log(1 − σ(z))]"
    derivative = "(σ(z) − y) / m"
    symbols = (("σ", "sigmoid, 1 / (1 + e⁻ᶻ)"),)
    activation = Sigmoid
    examples = (
        Example([[0.0], [0.0]], [[1.0], [0.0]], math.log(2)),
        Example([[1.5, -0.5]], [[1.0, 0.25]], (math.log1p(math.exp(-1.5)) + math.log1p(math.exp(-0.5)) + 0.125) / 2),
        Example([[1e4, -1e4]], [[1.0, 0.0]], 0.0),
    )
    needs_shares = True

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        # -[y log σ(z) + (1 - y) log(1 - σ(z))] = z ([z > 0] - y) + log(1 + e^-|z|);  dz = (σ(z) - y) / size
        # with e = e^-|z|, σ(z) is 1 / (1 + e) above zero and e / (1 + e) below
        self.require_same_shape(z, y)
        z, y = samples_last(z), samples_last(np.asarray(y, z.dtype))
        e, above = np.exp(-np.abs(z)), z > 0
        value = weighted_sum(above - y, z) + float(np.log1p(e).sum())
        gradient = np.where(above, 1, e) / (1 + e) - y
        return value / z.size, samples_first(gradient / z.size)

    def of_each(self, z: Array, y: Array) -> Array:
        self.require_same_shape(z, y)
        z, y = samples_last(z), samples_last(np.asarray(y, z.dtype))
        return mean_of_outputs(weighted_products((z > 0) - y, z) + np.log1p(np.exp(-np.abs(z))))
