"""Edge filters made by hand."""

from __future__ import annotations

import numpy as np

from nn.module import Array

UPRIGHT = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)
"""Answers upright edges, from paper on the left to ink on the right.

Source: I. Sobel, G. Feldman, A 3x3 Isotropic Gradient Operator for Image Processing, 1968.
"""
SOBEL = np.stack([UPRIGHT.T, UPRIGHT])
"""Of lying and of upright edges: (2, 3, 3)."""
SIDE = 3


def load_sobel(weights: Array, bias: Array | None) -> None:
    """Overwrite channels 0 and 1 of `weights` (kernel, kernel, channels in, channels): lying edges, and upright ones.

    They stand in the middle of a larger kernel, read the mean of all incoming channels, have no bias, and are as long
    (in the root of the sum of squares) as the filters there are on average, so that the layers above get values of the
    size that they know. The kernel must be at least `SIDE` wide.
    """
    length = float(np.sqrt(np.square(weights).sum(axis=(0, 1, 2))).mean())
    start = (weights.shape[0] - SIDE) // 2
    middle = slice(start, start + SIDE)
    for channel, kernel in enumerate(SOBEL[: weights.shape[-1]]):
        scale = length / float(np.linalg.norm(kernel)) / weights.shape[2] ** 0.5
        weights[..., channel] = 0
        weights[middle, middle, :, channel] = scale * kernel[..., None]
        if bias is not None:
            bias[channel] = 0
