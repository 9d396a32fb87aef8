"""Modules that lay the values of a sample out anew, or repeat them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from nn.module import Array, Module, Shape, ShapeError
from nn.settings import setting
from nn.shape_words import shape_text
from nn.windows import require_positions


class Relabelling(Module):
    """Base of modules that give what they receive in another shape; the values stay where they are."""

    group = "Shape"
    derivative = "1"
    symbols = (("h", "height"), ("w", "width"), ("c", "channels"), ("n", "number of values"))
    needs_y = False
    passes_on = True

    def memory(self, shape: Shape) -> int:
        return 0

    def forward(self, x: Array) -> Array:
        return x.reshape(*self.output_shape(self.shape), self.count)

    def backward(self, dy: Array) -> Array:
        return dy.reshape(*self.shape, self.count)


@dataclass(eq=False)
class Flatten(Relabelling):
    """Lays the values of a sample out in one row, as Linear needs them."""

    kind = "flatten"
    formula = "h × w × c → h · w · c"
    examples = (({}, (2, 3, 2)), ({}, (4,)))

    def output_shape(self, shape: Shape) -> Shape:
        return (math.prod(shape),)


@dataclass(eq=False)
class Reshape(Relabelling):
    """Lays the values of a sample out as a signal or as an image.

    A signal is (length, channels), an image (height, width, channels). Sizes of 0 follow from the number of values; an
    image without sizes is a square. In Python, sizes may be given as one shape: `Reshape((256, 1))`,
    `Reshape((16, 16, 1))`.
    """

    kind = "reshape"
    formula = "n → n / c × c or √(n / c) × √(n / c) × c"
    examples = (
        ({}, (6,)),
        ({"channels": 3}, (2, 3, 2)),
        ({"to": "image"}, (9,)),
        ({"to": "image", "channels": 2}, (8, 1)),
        ({"to": "image", "height": 2}, (6,)),
        ({"to": "image", "height": 3, "width": 2, "channels": 2}, (4, 3)),
    )

    to: Literal["signal", "image"] = setting("signal", help="What the values become")
    height: int = setting(0, low=0, high=4096, help="Rows of the image, or length of the signal; 0: what fits")
    width: int = setting(0, low=0, high=4096, help="Columns of the image; 0: what fits")
    channels: int = setting(1, low=1, high=4096, help="Values at each position")

    def __post_init__(self) -> None:
        sizes: Any = self.to
        if isinstance(sizes, (tuple, list)) and len(sizes) == 2:
            self.to, (self.height, self.channels) = "signal", sizes
        elif isinstance(sizes, (tuple, list)) and len(sizes) == 3:
            self.to, (self.height, self.width, self.channels) = "image", sizes
        super().__post_init__()

    def output_shape(self, shape: Shape) -> Shape:
        values = math.prod(shape)
        positions, left = divmod(values, self.channels)
        height, width = self.height, self.width
        wanted: Shape
        if self.to == "signal":
            wanted = (height or positions, self.channels)
        elif height or width:
            wanted = (height or positions // width, width or positions // height, self.channels)
        else:
            wanted = (math.isqrt(positions), math.isqrt(positions), self.channels)
        if left or not values or math.prod(wanted) != values:
            raise ShapeError(self._complaint(shape, values))
        return wanted

    def _complaint(self, shape: Shape, values: int) -> str:
        given = " by ".join(str(size) for size in (self.height, self.width) if size and self.to == "image")
        what = f"an image of {given or 'equal sides'}" if self.to == "image" else "a signal"
        if self.to == "signal" and self.height:
            what = f"a signal of length {self.height}"
        channels = f"{self.channels} channel{'s' * (self.channels != 1)}"
        return (
            f"Reshape receives {shape_text(shape)}; its {values:,} values do not make {what} with {channels}. "
            "Change the sizes, or the number of outputs of the module before it."
        )


@dataclass(eq=False)
class Upsample2D(Module):
    """Repeats every pixel along both sides of an image, as the decoder of a convolutional autoencoder needs it.

    `factor` is that of the rows, and of the columns too where `columns` is 0.
    """

    kind = "upsample2d"
    group = "Shape"
    formula = "y[i, j] = x[⌊i / factor⌋, ⌊j / factor⌋]"
    derivative = "1"
    examples = (
        ({}, (2, 3, 2)),
        ({"factor": 3}, (2, 1, 1)),
        ({"factor": 1}, (2, 2, 1)),
        ({"factor": 1, "columns": 3}, (2, 3, 2)),
        ({"factor": 3, "columns": 2}, (1, 2, 1)),
    )
    needs_y = False

    factor: int = setting(2, low=1, high=8, help="How many times each pixel is repeated, along both sides")
    columns: int = setting(
        0,
        low=0,
        high=8,
        label="Factor of columns (0: as rows)",
        help="How many times each pixel is repeated from left to right; 0: as often as from top to bottom",
    )

    def output_shape(self, shape: Shape) -> Shape:
        require_positions("Upsample2D", 2, shape)
        height, width, channels = shape
        return (height * self.factor, width * self._across, channels)

    def forward(self, x: Array) -> Array:
        self._copies(self.y)[...] = x[:, None, :, None]
        return self.y

    def backward(self, dy: Array) -> Array:
        # a pixel has what all its copies have together
        return np.add.reduce(self._copies(dy), axis=(1, 3), out=self.dx)

    def _copies(self, values: Array) -> Array:
        """Values of the larger image as (height, factor, width, factor across, channels, n)."""
        count, (height, width, channels) = self.count, self.shape
        return values.reshape(height, self.factor, width, self._across, channels, count)

    @property
    def _across(self) -> int:
        return self.columns or self.factor
