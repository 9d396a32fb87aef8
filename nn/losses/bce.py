"""Binary cross-entropy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.layers.sigmoid import Sigmoid
from nn.loss import Loss
from nn.module import Array


@dataclass(eq=False)
class BCE(Loss):
    """The mean, over all outputs, of the surprise at a yes or no; it owns the Sigmoid."""

    kind = "bce"
    formula = "mean −[y log σ(z) + (1 − y) log(1 − σ(z))]"
    activation = Sigmoid

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        # -[y log σ(z) + (1 - y) log(1 - σ(z))] = max(z, 0) - z y + log(1 + e^-|z|);  dz = (σ(z) - y) / size
        self.require_same_shape(z, y)
        value = np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))
        gradient = ((0.5 + 0.5 * np.tanh(0.5 * z)) - y) / z.size
        return float(value), gradient.astype(z.dtype, copy=False)
