"""Images moved, turned, stretched, slanted and bent, a whole batch at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nn.module import Array

Floats = npt.NDArray[np.float32]
SMOOTHNESS = 4 / 28
"""Standard deviation of the Gaussian within which pixels are bent together, as a share of the image's side."""


def moved(images: Array, motions: Array, bends: Floats | None = None) -> Floats:
    """Each image (rows, columns, 1) of a batch by its own motion: shift right, shift down, turn, factor, slant.

    `motions` is (n, 5): pixels, pixels, radians counter-clockwise as seen, a factor, and pixels to the right a pixel
    up. `bends`, (2, n, rows · columns), says how many pixels further right and down each pixel takes its value from.
    Values between pixels are bilinear, those from outside the image 0. uint8 and float32 are taken, on any scale.
    """
    count, rows, columns, _ = images.shape
    # what lies outside is 0: a pixel's frame around each image, and one more to interpolate with at its far edges
    stride = columns + 3
    framed = np.zeros((count, rows + 3, stride), images.dtype)
    framed[:, 1 : rows + 1, 1 : columns + 1] = images[..., 0]
    x, y = _sources(rows, columns, motions)
    if bends is not None:
        x += bends[0]
        y += bends[1]
    np.clip(x, 0, columns + 1, out=x)
    np.clip(y, 0, rows + 1, out=y)
    left, top = x.astype(np.intp), y.astype(np.intp)
    x -= left
    y -= top
    top *= stride
    top += left
    top += (np.arange(count) * ((rows + 3) * stride))[:, None]
    pixels = framed.reshape(-1)
    # twice along the row, then once between the two rows
    upper = _between(pixels, top, x)
    top += stride
    lower = _between(pixels, top, x)
    lower -= upper
    lower *= y
    upper += lower
    return upper.reshape(images.shape)


def bends(count: int, size: tuple[int, int], reach: float, rng: np.random.Generator) -> Floats:
    """Smooth random displacements (2, count, rows · columns), right and down, whose root mean square is `reach` pixels.

    Source: P. Y. Simard, D. Steinkraus, J. C. Platt, Best Practices for Convolutional Neural Networks Applied to Visual
    Document Analysis, ICDAR 2003, 958-963: a random field, smoothed by a Gaussian.
    """
    field = rng.standard_normal((2, count, *size), np.float32)
    down, across = (_smoothing(side, SMOOTHNESS * max(size)) for side in size)
    smooth = down @ field @ across.T * np.float32(reach)
    return np.asarray(smooth, np.float32).reshape(2, count, -1)


def _smoothing(side: int, deviation: float) -> Floats:
    """The Gaussian's weights (to, from) along a side; of independent values their sums have a variance of 1."""
    places = np.arange(side)
    weights = np.exp(-((places[:, None] - places) ** 2) / (2 * deviation**2))
    weights /= np.sqrt(np.square(weights).sum(axis=1, keepdims=True))
    return np.asarray(weights, np.float32)


def _between(pixels: Array, index: npt.NDArray[np.intp], share: Floats) -> Floats:
    here = pixels.take(index).astype(np.float32)
    # the neighbour to the right, by a view that starts one later
    there: Floats = pixels[1:].take(index).astype(np.float32)
    there -= here
    there *= share
    there += here
    return there


def _sources(rows: int, columns: int, motions: Array) -> tuple[Floats, Floats]:
    """Where in the framed image each pixel's value comes from: x and y, (n, rows · columns)."""
    right, down, turn, factor, slant = motions.T
    # Forward, about the middle and with y downwards: p -> F · R · S · p + shift, with S = [[1, -slant], [0, 1]].
    # Back: S⁻¹ = [[1, slant], [0, 1]], R⁻¹ = Rᵀ, F⁻¹ = 1 / factor.
    cos, sin = np.cos(turn) / factor, np.sin(turn) / factor
    # Rᵀ, for a turn that looks counter-clockwise where y points down
    inverse = np.array([[cos + slant * sin, -sin + slant * cos], [sin, cos]])
    middle_x, middle_y = (columns - 1) / 2, (rows - 1) / 2
    across, along = np.arange(columns) - middle_x, np.arange(rows) - middle_y
    coordinates = []
    for (by_x, by_y), middle in zip(inverse, (middle_x, middle_y), strict=True):
        start = middle + 1 - by_x * right - by_y * down
        by_row = (start[:, None] + by_y[:, None] * along).astype(np.float32)
        by_column = (by_x[:, None] * across).astype(np.float32)
        coordinates.append((by_row[:, :, None] + by_column[:, None, :]).reshape(len(motions), -1))
    return coordinates[0], coordinates[1]
