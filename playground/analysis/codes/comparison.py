"""The report's comparison: one stack trained on original, noisy and binarised digits, with MSE and with BCE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nn.module import Array
from nn.registry import copy_of
from playground.analysis.codes.autoencoder import autoencoder_of
from playground.analysis.codes.cluster_study import MOST_FITTED
from playground.analysis.codes.clusters import fit_clusters
from playground.analysis.codes.purity import purity
from playground.datasets import Samples
from playground.datasets.image_set import grey_bytes
from playground.experiment import Experiment
from playground.processes.messages import OnProgress
from playground.training.reconstruction import cross_entropy, mean_squared_error
from playground.training.run import TrainingRun

LOSSES = ("mse", "bce")
IMAGES: Mapping[str, Mapping[str, Any]] = {
    "Original": {"binarise": False, "noise": 0.0},
    "Noise": {"binarise": False},
    "Binarised": {"binarise": True, "noise": 0.0},
}
"""What each kind of images changes in the preparation; the level of "Noise" is asked for."""
REPORTED_PURITY: Mapping[str, float] = {"Original": 0.6347, "Noise": 0.6243, "Binarised": 0.5941}
"""The report's purity of the test codes of USPS in `CLUSTERS` clusters, by kind of images."""
CLUSTERS = 10
CLEAR = 0.02
"""Share by which an error has to be lower to count."""
MOST_EPOCHS = 100
SLICE = 0.25
"""Seconds of training between two reports."""


def variants(experiment: Experiment, noise: float) -> dict[tuple[str, str], Experiment]:
    """The six experiments, by kind of images and loss; all else, the seed above all, is that of `experiment`."""
    epochs = min(experiment.schedule.epochs, MOST_EPOCHS)
    schedule = copy_of(experiment.schedule.unwatched(), until_stopped=False, epochs=epochs)
    return {
        (images, loss): experiment.changed(
            loss={"kind": loss},
            schedule=schedule,
            preparation={"noise": noise, **changes},
        )
        for images, changes in IMAGES.items()
        for loss in LOSSES
    }


def clearly_lower(error: float, other: float) -> bool:
    """Whether an error is lower than another by so much that it counts."""
    return error < (1 - CLEAR) * other


def comparison_job(
    on_progress: OnProgress, *, experiment: dict[str, Any], row: int, noise: float, seeds: int
) -> dict[str, Any]:
    """Train the six from the same first weights and measure them on their own test images.

    `row` is that of the code; K-means is repeated over so many `seeds`. Returns, each by a key such as "Noise bce",
    `mse`, `bce`, `purity` (seeds,) of clusters that were fitted to the test codes, `purity_of_new` (seeds,) of the test
    codes in clusters that were fitted to the training codes, `seconds` of training, `epochs` and `pictures`, uint8
    (2, digits, rows, columns): the first test image of each digit as it shall be, and rebuilt. Raises DataUnavailable.
    """
    described = Experiment.from_data(experiment)
    samples = described.load()
    six = variants(described, noise)
    results: dict[str, Any] = {}
    for number, ((images, loss), variant) in enumerate(six.items()):
        words = f"{images} images, {loss.upper()}"
        run = TrainingRun(variant, samples)
        while run.reason is None:
            run.advance(SLICE)
            share = run.epoch / (run.rules.last_epoch or run.epoch)
            on_progress((number + min(share, 1.0)) / len(six), f"{words}: epoch {run.epoch:,.0f}")
        results[f"{images} {loss}"] = measure_autoencoder(run, variant, samples, row, seeds)
    return results


def measure_autoencoder(
    run: TrainingRun, variant: Experiment, samples: Samples, row: int, seeds: int
) -> dict[str, Any]:
    """What `comparison_job` returns of one of the six."""
    autoencoder = autoencoder_of(variant, run.theta, row)
    codes = autoencoder.encode(samples.x_test)
    outputs, clean = autoencoder.outputs(codes), autoencoder.clean(samples.x_test)
    trained_on = autoencoder.encode(samples.x_train[:MOST_FITTED])

    def purities(fitted: Array) -> Array:
        found = [purity(fit_clusters(fitted, CLUSTERS, seed).assign(codes), samples.y_test) for seed in range(seeds)]
        return np.array(found, np.float32)

    first = np.unique(samples.y_test, return_index=True)[1]
    return {
        "mse": mean_squared_error(outputs, clean),
        "bce": cross_entropy(outputs, clean),
        "purity": purities(codes),
        "purity_of_new": purities(trained_on),
        "seconds": run.seconds,
        "epochs": run.epoch,
        "pictures": np.stack([_grey(clean[first, :, :, 0]), _grey(outputs[first])]),
    }


def _grey(ink: Array) -> Array:
    return grey_bytes(np.nan_to_num(ink))
