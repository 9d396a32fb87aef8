"""Batch normalisation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.buffers import Buffer, of_input, ones
from nn.module import NOT_YET, Array, Module, Shape
from nn.settings import setting


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
    derivative = "scaleⱼ ([i = j] − 1 / m − zᵢ zⱼ / m) / √(variance + ε)"
    examples = (({}, (3,)), ({"momentum": 0.5}, (4, 2)), ({}, (3, 2, 2)), ({"epsilon": 0.01}, (3,)))
    symbols = (
        ("mean", "mean of the channel over the batch and all positions"),
        ("variance", "mean squared distance from that mean"),
        ("m", "number of these values"),
        ("z", "value with mean 0 and variance 1"),
        ("scale", "learned factor of the channel"),
        ("shift", "learned constant of the channel"),
    )
    needs_y = False

    momentum: float = setting(0.9, low=0.0, high=0.999, help="Share of the running mean and variance a batch leaves")

    epsilon: float = setting(1e-5, low=1e-8, high=0.1, scale="log", label="ε", help="Added to each variance")

    normalised = Buffer(of_input)
    deviation = NOT_YET

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        return dict.fromkeys(("scale", "shift", "mean", "variance"), shape[-1:])

    def least_samples(self, shape: Shape) -> int:
        # one value a channel is its own mean, and has no variance: nothing below would learn
        return 2 if math.prod(shape[:-1]) == 1 else 1

    def initialise(self, rng: np.random.Generator) -> None:
        for name, start in {"scale": 1, "shift": 0, "mean": 0, "variance": 1}.items():
            self.params[name][...] = start

    def forward(self, x: Array) -> Array:
        # z = (x - mean) / √(variance + ε);  y = scale z + shift
        scale, shift, mean, variance = (values[:, None] for values in self.params.values())
        if self.training:
            count = x.size // len(scale)
            batch_mean = channel_sums(x) / count
            z = np.subtract(x, batch_mean, self.normalised)
            batch_variance = channel_products(z, z) / count
            self._remember(mean, batch_mean)
            self._remember(variance, batch_variance * (count / (count - 1)))
            self.deviation = np.sqrt(batch_variance + self.epsilon)
            z /= self.deviation
            y = np.multiply(z, scale, self.y)
        else:
            y = np.subtract(x, mean, self.y)
            y *= scale / np.sqrt(np.maximum(variance, 0) + self.epsilon)
        y += shift
        return y

    def backward(self, dy: Array) -> Array:
        # y = scale z + shift:  dshift = Σ dy, dscale = Σ dy z.  xⱼ, one of m, moves the mean by 1 / m and the deviation
        # by zⱼ / m, so that ∂zᵢ/∂xⱼ = ([i = j] - 1 / m - zᵢ zⱼ / m) / deviation, and
        # dx = scale / deviation · (dy - dshift / m - z dscale / m)
        z, scale = self.normalised, self.params["scale"][:, None]
        count = dy.size // len(scale)
        dshift, dscale = channel_sums(dy), channel_products(dy, z)
        self.grads["shift"][...], self.grads["scale"][...] = dshift[:, 0], dscale[:, 0]
        if not self.wants_input_gradient:
            return dy
        dx = np.multiply(z, dscale / -count, self.dx)
        dx += dy
        dx -= dshift / count
        dx *= scale / self.deviation
        return dx

    def _remember(self, kept: Array, value: Array) -> None:
        kept *= self.momentum
        kept += (1 - self.momentum) * value


def channel_sums(values: Array) -> Array:
    """Σ values (*positions, channels, n) of each channel, as a column (channels, 1)."""
    channels, n = values.shape[-2:]
    sums: Array = values.reshape(-1, n).dot(ones(n, values.dtype)).reshape(-1, channels).sum(axis=0)
    return sums[:, None]


def channel_products(a: Array, b: Array) -> Array:
    """Σ a b of each channel, as a column (channels, 1)."""
    sums: Array = np.vecdot(a, b).reshape(-1, a.shape[-2]).sum(axis=0)
    return sums[:, None]
