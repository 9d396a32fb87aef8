"""An autoencoder that is looked into, and what is found out about it once."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.codes.autoencoder import Autoencoder, autoencoder_of
from playground.analysis.codes.network_jobs import MOST_TEST
from playground.analysis.codes.projection import Projection, fit_projection
from playground.datasets import Samples, samples_of
from playground.datasets.found_once import FoundOnce
from playground.datasets.image_set import ImageSet
from playground.experiment import Experiment

RANGE = (1, 99)
"""Percentiles of the test codes between which the sliders run."""


@dataclass(frozen=True, eq=False)
class LatentSpace:
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
        return self.experiment.samples()

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
        dataset = self.experiment.dataset
        assert isinstance(dataset, ImageSet)
        return dataset.size

    @functools.cached_property
    def mean_code(self) -> Array:
        """The mean of the codes, (k,)."""
        mean: Array = self.codes.mean(axis=0)
        return mean

    @functools.cached_property
    def ranges(self) -> Array:
        """Lowest and highest place of a slider for each number of the code, (k, 2)."""
        return np.percentile(self.codes, RANGE, axis=0).T

    @functools.cached_property
    def code_range(self) -> tuple[Array, Array]:
        """The lowest and the highest of each number of the codes, (k,) both."""
        return self.codes.min(axis=0), self.codes.max(axis=0)

    @functools.cached_property
    def sorted_errors(self) -> Array:
        """The finite errors, the smallest first."""
        return np.sort(self.errors[np.isfinite(self.errors)])

    @property
    def measured_on(self) -> str:
        """What the numbers beside it were measured on, in words."""
        name = self.experiment.dataset.title()
        return f"{len(self.codes):,} test images of {name}"


def latent_space(experiment: Experiment, theta: Array, row: int) -> LatentSpace:
    """The autoencoder with weights `theta`, and what is known of it, found out once. Raises DataUnavailable."""
    weights = np.array(theta, np.float32)

    def find_out() -> LatentSpace:
        autoencoder = autoencoder_of(experiment, weights, row)
        images = samples_of(experiment.dataset).x_test[:MOST_TEST]
        codes = np.nan_to_num(autoencoder.encode(images))
        return LatentSpace(experiment, weights, row, codes, autoencoder.errors(images), fit_projection(codes))

    return _known.of((experiment, weights.tobytes(), row), find_out)


_known = FoundOnce[LatentSpace](16)
