"""Reconstruction errors of an autoencoder on images, and a few of them to look at."""

from __future__ import annotations

from typing import Any

import numpy as np

from nn import Sequential
from nn.module import Array
from playground.datasets.image_set import grey_bytes
from playground.preparation import Prepared
from playground.training.forward_passes import outputs_of

NOISE_SEED = 0
"""Of the noise on the images: the same in every evaluation, so that errors can be compared."""
_LEAST_SHARE = 1e-6
"""Outputs are held off 0 and 1 by so much before their logarithm is taken: those of a network trained with MSE may be
there, or beyond."""


class Reconstruction:
    """Errors of the rebuilt images, and pictures of the first one of each digit."""

    def __init__(self, x: Array, labels: Array, prepared: Prepared) -> None:
        self._clean = prepared.clean(x)
        self._noisy: Array | None = None
        if prepared.preparation.noise:
            self._noisy = prepared.noisy(x, np.random.default_rng(NOISE_SEED))
        self._prepared = prepared
        self._first = np.unique(labels, return_index=True)[1]

    def errors(self, model: Sequential, outputs: Array) -> dict[str, float]:
        """ "mse" and "bce" of `outputs`, which the model gave for the clean images; where training has noise also
        "noisy_mse", of what it gives for noisy ones, and "identity_mse", of these themselves: all against the clean.
        """
        found = {"mse": mean_squared_error(outputs, self._clean), "bce": cross_entropy(outputs, self._clean)}
        if self._noisy is not None:
            rebuilt = model.activate(outputs_of(model, self._prepared.shown(self._noisy)))
            found["noisy_mse"] = mean_squared_error(rebuilt, self._clean)
            found["identity_mse"] = mean_squared_error(self._noisy, self._clean)
        return found

    def pictures(self, model: Sequential) -> dict[str, Any]:
        """Originals, inputs and outputs for the first image of each digit: uint8 (3, digits, rows, columns)."""
        clean = self._clean[self._first]
        inputs = clean if self._noisy is None else self._noisy[self._first]
        rebuilt = model.activate(outputs_of(model, self._prepared.shown(inputs))).reshape(clean.shape)
        return {"rebuilt": np.stack([grey_bytes(np.nan_to_num(images))[..., 0] for images in (clean, inputs, rebuilt)])}


def mean_squared_error(outputs: Array, clean: Array) -> float:
    """The mean over all pixels of (output − clean)², in ink from 0 to 1; any shapes of as many numbers."""
    difference = (outputs.reshape(len(clean), -1) - clean.reshape(len(clean), -1)).ravel()
    return float(difference @ difference) / difference.size


def cross_entropy(outputs: Array, clean: Array) -> float:
    """The mean over all pixels of −[clean log output + (1 − clean) log(1 − output)]."""
    share = np.clip(outputs.reshape(len(clean), -1), _LEAST_SHARE, 1 - _LEAST_SHARE)
    ink = clean.reshape(len(clean), -1)
    return -float(np.mean(ink * np.log(share) + (1 - ink) * np.log(1 - share)))
