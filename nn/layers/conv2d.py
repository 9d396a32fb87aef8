"""The convolution of images."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.convolution import Convolution
from nn.module import Shape, ShapeError
from nn.settings import setting
from nn.sobel import SIDE, load_sobel


@dataclass(eq=False)
class Conv2D(Convolution):
    """Slides learned filters over an image (height, width, channels)."""

    kind = "conv2d"
    formula = "y[i, j] = Σ x[i + k, j + l] W[k, l] + b"
    axes = 2
    examples = (
        ({"channels": 3, "kernel": 3}, (5, 6, 2)),
        ({"channels": 2, "kernel": 2, "stride": 2}, (5, 4, 1)),
        ({"channels": 2, "kernel": 3, "padding": "same"}, (4, 3, 2)),
        ({"channels": 2, "kernel": 4, "stride": 3, "padding": "same", "bias": False}, (5, 7, 1)),
        ({"channels": 2, "kernel": 1, "stride": 2, "initialisation": "he"}, (3, 3, 2)),
        ({"channels": 1, "kernel": 5, "padding": "same"}, (2, 2, 1)),
        ({"channels": 3, "kernel": 3, "sobel": True}, (4, 4, 2)),
    )

    channels: int = setting(16, low=1, high=256, help="Number of filters")
    kernel: int = setting(3, low=1, high=15, help="Side of a filter, in pixels")
    sobel: bool = setting(
        False,
        help="Channels 0 and 1 start as Sobel's filters of lying and upright edges, made by hand; they go on learning",
    )

    def output_shape(self, shape: Shape) -> Shape:
        if self.sobel and self.kernel < SIDE:
            raise ShapeError(
                f"{self.title()}: Sobel's filters are {SIDE} pixels wide and the kernel is {self.kernel}. "
                f"Make the kernel at least {SIDE}, or leave Sobel's filters out."
            )
        return super().output_shape(shape)

    def initialise(self, rng: np.random.Generator) -> None:
        super().initialise(rng)
        if self.sobel:
            load_sobel(self.params["weights"], self.params.get("bias"))
