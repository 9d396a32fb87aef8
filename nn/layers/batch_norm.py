"""Batch normalisation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.module import NOT_YET, Array, Module, Shape, by_channel, empty
from nn.settings import setting
from nn.sums import ones

EPSILON = 1e-5


@dataclass(eq=False)
class BatchNorm(Module):
    """Gives every channel mean 0 and variance 1 over the batch and all positions, then a learned scale and shift.

    Predictions use running means and variances of the batches seen in training (Ioffe and Szegedy, 2015). The running
    variance is the unbiased one, over m - 1 for m values a channel, as PyTorch's; ONNX and Keras take the biased one,
    over m, which here only the batch itself is divided by. Mean and variance lie among the parameters, so that whoever
    has those can predict; their gradient is always zero, so that no optimiser moves them.
    """

    kind = "batch_norm"
    group = "Normalisation"
    formula = "y = scale · (x − mean) / √(variance + ε) + shift"
    examples = (({}, (3,)), ({"momentum": 0.5}, (4, 2)), ({}, (3, 2, 2)))

    momentum: float = setting(0.9, low=0.0, high=0.999, help="Share of the running mean and variance a batch leaves")

    normalised: ClassVar[Array] = NOT_YET

    def __post_init__(self) -> None:
        super().__post_init__()
        self.deviation = np.empty(0)

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        return dict.fromkeys(("scale", "shift", "mean", "variance"), shape[-1:])

    def least_samples(self, shape: Shape) -> int:
        # one value a channel is its own mean, and has no variance: nothing below would learn
        return 2 if math.prod(shape[:-1]) == 1 else 1

    def buffer_shapes(self, shape: Shape) -> dict[str, Shape]:
        return {**super().buffer_shapes(shape), "normalised": shape}

    def initialise(self, rng: np.random.Generator) -> None:
        for name, start in {"scale": 1, "shift": 0, "mean": 0, "variance": 1}.items():
            self.params[name][...] = start

    def forward(self, x: Array, *, training: bool = False) -> Array:
        # all as matrices (channels, positions · n), and columns (channels, 1)
        scale, shift = self._column("scale"), self._column("shift")
        values = by_channel(x)
        if training:
            normalised, y = by_channel(self.normalised), self.y
            count = values.shape[1]
            mean = values.dot(ones(count, values.dtype))[:, None]
            mean /= count
            np.subtract(values, mean, out=normalised)
            variance = np.einsum("ij,ij->i", normalised, normalised)[:, None]
            variance /= count
            self._remember("mean", mean)
            self._remember("variance", variance * (count / (count - 1)))
            self.deviation = np.sqrt(variance + EPSILON)
            normalised /= self.deviation
            factor, values = scale, normalised
        else:
            y = empty(len(x), self.shape, self.dtype)
            factor = scale / np.sqrt(np.maximum(self._column("variance"), 0) + EPSILON)
            shift = shift - self._column("mean") * factor
        out = by_channel(y)
        np.multiply(values, factor, out=out)
        out += shift
        return y

    def backward(self, dy: Array) -> Array:
        # dshift = Σ dy, dscale = Σ dy z;  dx = scale / deviation · (dy - dshift / m - z dscale / m) for m values z
        normalised, slope = by_channel(self.normalised), by_channel(dy)
        count = slope.shape[1]
        slope.dot(ones(count, slope.dtype), out=self.grads["shift"])
        np.einsum("ij,ij->i", slope, normalised, out=self.grads["scale"])
        if not self.wants_input_gradient:
            return dy
        dx = by_channel(self.dx)
        np.multiply(normalised, self.grads["scale"][:, None] / -count, out=dx)
        dx += slope
        dx -= self.grads["shift"][:, None] / count
        dx *= self._column("scale") / self.deviation
        return self.dx

    def _column(self, name: str) -> Array:
        return self.params[name][:, None]

    def _remember(self, name: str, value: Array) -> None:
        kept = self._column(name)
        kept *= self.momentum
        kept += (1 - self.momentum) * value
