"""Larger images."""

from __future__ import annotations

from dataclasses import dataclass

from nn.module import Array, Module, Shape, empty, turned
from nn.positions import require_positions
from nn.settings import setting


@dataclass(eq=False)
class Upsample2D(Module):
    """Repeats every pixel along both sides of an image, as the decoder of a convolutional autoencoder needs it."""

    kind = "upsample2d"
    group = "Shape"
    formula = "y[i, j] = x[⌊i / factor⌋, ⌊j / factor⌋]"
    examples = (({}, (2, 3, 2)), ({"factor": 3}, (2, 1, 1)), ({"factor": 1}, (2, 2, 1)))

    factor: int = setting(2, low=1, high=8, help="How many times each pixel is repeated, along both sides")

    def output_shape(self, shape: Shape) -> Shape:
        require_positions("Upsample2D", 2, shape)
        height, width, channels = shape
        return (height * self.factor, width * self.factor, channels)

    def forward(self, x: Array, *, training: bool = False) -> Array:
        # turned: (channels, height, 1, width, 1, n) into (channels, height, factor, width, factor, n)
        y = self.y if training else empty(len(x), self.output_shape(self.shape), self.dtype)
        height, width, channels = self.shape
        parts = turned(y).reshape(channels, height, self.factor, width, self.factor, len(x))
        parts[...] = turned(x)[:, :, None, :, None]
        return y

    def backward(self, dy: Array) -> Array:
        dx, slope = turned(self.dx), turned(dy)
        dx[...] = 0
        for row in range(self.factor):
            for column in range(self.factor):
                dx += slope[:, row :: self.factor, column :: self.factor]
        return self.dx
