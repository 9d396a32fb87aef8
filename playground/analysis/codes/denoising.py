"""Denoising error of an autoencoder, beside that of the noisy image itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.codes.autoencoder import Autoencoder
from playground.preparation.noise import with_noise

SEED = 0
"""Of the noise: the same for every network, so that they can be compared."""


@dataclass(frozen=True, eq=False)
class Denoising:
    """Mean squared errors (levels,), per pixel, against the clean images."""

    levels: tuple[float, ...]
    rebuilt: Array
    """Of what the network makes of noisy images."""
    noisy: Array
    """Of the noisy images themselves: the identity, which does nothing."""


def denoising(autoencoder: Autoencoder, images: Array, kind: str, levels: Sequence[float]) -> Denoising:
    """Both errors over images (n, rows, columns, 1) at each level of one kind of noise."""
    prepared = autoencoder.network.prepared
    clean = autoencoder.clean(images)
    rebuilt, noisy = np.zeros(len(levels)), np.zeros(len(levels))
    for place, level in enumerate(levels):
        spoilt = with_noise(clean, kind, level, np.random.default_rng(SEED)) if level else clean
        outputs = autoencoder.outputs(autoencoder.encode_shown(prepared.shown(spoilt)))
        rebuilt[place] = np.mean((outputs - clean[..., 0]) ** 2)
        noisy[place] = np.mean((spoilt - clean) ** 2)
    return Denoising(tuple(levels), rebuilt, noisy)
