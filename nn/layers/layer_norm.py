"""Layer normalisation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.buffers import Buffer, of_input
from nn.layers.batch_norm import channel_products, channel_sums
from nn.module import Array, Module, Shape, ShapeError
from nn.settings import setting
from nn.shape_words import shape_text


def _one_each(_module: Module, shape: Shape) -> Shape:
    """A number for each position."""
    return (*shape[:-1], 1)


@dataclass(eq=False)
class LayerNorm(Module):
    """Gives the channels at each position of each sample mean 0 and variance 1, then a learned scale and shift.

    It looks at one sample at a time, so that batches of any size, and predictions, are treated alike (Ba, Kiros and
    Hinton, 2016). Flat values are the channels of a single position. As PyTorch's LayerNorm of the channels alone.
    """

    kind = "layer_norm"
    group = "Normalisation"
    formula = "y = scale · (x − mean) / √(variance + ε) + shift"
    derivative = "scaleⱼ ([i = j] − 1 / m − zᵢ zⱼ / m) / √(variance + ε)"
    examples = (({}, (3,)), ({"epsilon": 0.01}, (4, 2)), ({}, (3, 2, 3)))
    symbols = (
        ("mean", "mean of the channels at this position"),
        ("variance", "mean squared distance from that mean"),
        ("m", "number of these values"),
        ("z", "value with mean 0 and variance 1"),
        ("scale", "learned factor of the channel"),
        ("shift", "learned constant of the channel"),
    )
    needs_y = False

    epsilon: float = setting(1e-5, low=1e-8, high=0.1, scale="log", label="ε", help="Added to each variance")

    normalised = Buffer(of_input)
    deviation = Buffer(_one_each)

    def output_shape(self, shape: Shape) -> Shape:
        if shape[-1] == 1:
            raise ShapeError(
                f"LayerNorm needs at least 2 channels to compare; this is {shape_text(shape)}, and of a single "
                "channel it would make 0 everywhere. Take it out, or give the module before it more outputs."
            )
        return shape

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        return dict.fromkeys(("scale", "shift"), shape[-1:])

    def initialise(self, rng: np.random.Generator) -> None:
        self.params["scale"][...], self.params["shift"][...] = 1, 0

    def forward(self, x: Array) -> Array:
        # z = (x - mean) / √(variance + ε);  y = scale z + shift
        scale, shift = (values[:, None] for values in self.params.values())
        z: Array = np.subtract(x, x.mean(axis=-2, keepdims=True), self.normalised)
        deviation = np.mean(np.square(z, self.y), axis=-2, keepdims=True, out=self.deviation)
        deviation += self.epsilon
        z /= np.sqrt(deviation, deviation)
        y: Array = np.multiply(z, scale, self.y)
        y += shift
        return y

    def backward(self, dy: Array) -> Array:
        # y = scale z + shift:  dshift = Σ dy, dscale = Σ dy z, dz = scale dy.  xⱼ, one of m channels, moves the mean by
        # 1 / m and the deviation by zⱼ / m, so that dx = (dz - mean dz - z mean (dz z)) / deviation
        z, dx = self.normalised, self.dx
        self.grads["shift"][...] = channel_sums(dy)[:, 0]
        self.grads["scale"][...] = channel_products(dy, z)[:, 0]
        if not self.wants_input_gradient:
            return dy
        dz = dy * self.params["scale"][:, None]
        np.multiply(dz, z, dx)
        np.multiply(z, dx.mean(axis=-2, keepdims=True), dx)
        np.subtract(dz, dx, dx)
        dx -= dz.mean(axis=-2, keepdims=True)
        dx /= self.deviation
        return dx
