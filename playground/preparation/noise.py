"""Noise on images, which an autoencoder learns to take away again."""

from __future__ import annotations

import numpy as np

from nn.module import Array


def with_noise(ink: Array, kind: str, level: float, rng: np.random.Generator) -> Array:
    """New float32 images, as `ink` of 0 to 1 but spoilt, drawn from `rng`.

    "gaussian" adds to every value a normal one of standard deviation `level` and leaves it where it falls, below 0 and
    above 1 too; "salt and pepper" sets the share `level` of the values to 0 or 1, as a coin falls; "masking" sets it to
    0. Source of the last two: P. Vincent et al., Stacked Denoising Autoencoders, Journal of Machine Learning Research
    11, 2010, 3371-3408.
    """
    if kind == "gaussian":
        noise: Array = rng.standard_normal(ink.shape, np.float32)
        noise *= np.float32(level)
        noise += ink
        return noise
    chance = rng.random(ink.shape, np.float32)
    spoilt = ink.copy()
    spoilt[chance < level] = 0
    if kind == "salt and pepper":
        spoilt[chance < level / 2] = 1
    return spoilt
