"""The analyses of a network's code as jobs: they load the images and encode them where they run.

So a request carries the weights alone, and the same weights find the same result again.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nn.module import Array
from playground.analysis.codes.autoencoder import Autoencoder, autoencoder_of
from playground.analysis.codes.cluster_study import MOST_FITTED, clusters_job
from playground.analysis.codes.tsne import tsne_job
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.processes.messages import OnProgress

MOST_TEST = 5000
"""Test images that are encoded: a map shows no more."""


def network_tsne_job(
    on_progress: OnProgress,
    *,
    experiment: dict[str, Any],
    theta: Array,
    row: int,
    perplexity: float,
    seed: int,
    most: int,
) -> dict[str, Any]:
    """The t-SNE map of the codes of the first `most` test images. Raises ValueError, DataUnavailable."""
    autoencoder, samples = _loaded(on_progress, experiment, theta, row)
    codes = autoencoder.encode(samples.x_test[: min(most, MOST_TEST)])
    return tsne_job(on_progress, codes=codes, perplexity=perplexity, seed=seed)


def network_clusters_job(
    on_progress: OnProgress,
    *,
    experiment: dict[str, Any],
    theta: Array,
    row: int,
    k: int,
    seed: int,
    seeds: int,
    fit_on: Any,
) -> dict[str, Any]:
    """`clusters_job` of the network's codes and images, as it is to give them. Raises ValueError, DataUnavailable."""
    autoencoder, samples = _loaded(on_progress, experiment, theta, row)
    train, test = samples.x_train[:MOST_FITTED], samples.x_test[:MOST_TEST]
    return clusters_job(
        on_progress,
        codes_train=autoencoder.encode(train),
        codes_test=autoencoder.encode(test),
        pixels_train=autoencoder.clean(train),
        pixels_test=autoencoder.clean(test),
        labels_train=samples.y_train[:MOST_FITTED],
        labels_test=samples.y_test[:MOST_TEST],
        k=k,
        seed=seed,
        seeds=seeds,
        fit_on=fit_on,
    )


def _loaded(on_progress: OnProgress, experiment: dict[str, Any], theta: Array, row: int) -> tuple[Autoencoder, Samples]:
    on_progress(0.0, "Loading the images and encoding them …")
    described = Experiment.from_data(experiment)
    samples = described.load()
    return autoencoder_of(described, np.asarray(theta, np.float32), row), samples
