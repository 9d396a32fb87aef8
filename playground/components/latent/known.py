"""An autoencoder that is looked into, and what is found out about it once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from nn.registry import make
from playground.datasets import Dataset, Samples
from playground.datasets.image_set import ImageSet
from playground.datasets.loaded import samples_of
from playground.experiment import Experiment
from playground.latent.autoencoder import Autoencoder, autoencoder_of
from playground.latent.network_jobs import MOST_TEST
from playground.latent.projection import Projection, fit_projection

RANGE = (1, 99)
"""Percentiles of the test codes between which the sliders run."""


@dataclass(frozen=True, eq=False)
class Known:
    """The experiment, its weights, the row of its code, and what follows from them.

    `codes` are those of the first `MOST_TEST` test images, (n, k), `errors` the mean squared error of each, (n,).
    """

    experiment: Experiment
    theta: Array
    row: int
    codes: Array
    errors: Array
    projection: Projection

    @property
    def autoencoder(self) -> Autoencoder:
        """The network taken apart; a new one each time, for the layers' buffers belong to one thread."""
        return autoencoder_of(self.experiment, self.theta, self.row)

    @property
    def samples(self) -> Samples:
        """The dataset's. Raises DataUnavailable."""
        return samples_of(self.experiment.dataset)

    @property
    def images(self) -> Array:
        """The test images that `codes` are of, as the dataset stores them."""
        return self.samples.x_test[: len(self.codes)]

    @property
    def labels(self) -> Array:
        """Their digits."""
        return self.samples.y_test[: len(self.codes)]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of an image."""
        dataset = make(Dataset, self.experiment.dataset)
        assert isinstance(dataset, ImageSet)
        return dataset.size

    @property
    def ranges(self) -> Array:
        """Lowest and highest place of a slider for each number of the code, (k, 2)."""
        return np.percentile(self.codes, RANGE, axis=0).T

    @property
    def measured_on(self) -> str:
        """What the numbers beside it were measured on, in words."""
        name = make(Dataset, self.experiment.dataset).title()
        return f"{len(self.codes):,} test images of {name}"


def known(experiment: Experiment, theta: Array, row: int) -> Known:
    """What is known of the autoencoder with weights `theta`; found once for each weights. Raises DataUnavailable."""
    return _known(experiment.data(), np.asarray(theta, np.float32).tobytes(), row)


@st.cache_resource(max_entries=16, show_spinner="Showing the network every test image …")
def _known(experiment: dict[str, Any], weights: bytes, row: int) -> Known:
    described, theta = Experiment.from_data(experiment), np.frombuffer(weights, np.float32)
    autoencoder = autoencoder_of(described, theta, row)
    images = samples_of(described.dataset).x_test[:MOST_TEST]
    codes = np.nan_to_num(autoencoder.encode(images))
    return Known(described, theta, row, codes, autoencoder.errors(images), fit_projection(codes))
