"""Cluster study: clusters of the codes beside those of the pixels and of as short a linear code, by their purity."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from nn.module import Array
from playground.analysis.codes.clusters import cluster_label_table, cluster_means, fit_clusters
from playground.analysis.codes.projection import checked_codes
from playground.analysis.codes.purity import chance_purity, purity
from playground.datasets.dataset import Floats, Labels
from playground.processes.messages import OnProgress

REPRESENTATIONS = {"codes": "codes", "pixels": "pixels", "pca": "principal components"}
"""What is clustered, and how a person calls it."""
MOST_FITTED = 7_291
"""Samples that centres and principal axes are fitted to, at most: all of USPS."""
MOST_CLUSTERS = 50
MOST_SEEDS = 20

Pair = tuple[Floats, Floats]


def clusters_job(
    on_progress: OnProgress,
    *,
    codes_train: Array,
    codes_test: Array,
    pixels_train: Array,
    pixels_test: Array,
    labels_train: Array,
    labels_test: Array,
    k: int,
    seed: int,
    seeds: int,
    fit_on: Literal["train", "test"] = "train",
) -> dict[str, Any]:
    """K-means with k clusters and the seeds `seed` to `seed + seeds − 1` on codes, on pixels and on their PCA.

    Codes are (n, numbers), pixels ink of any shape (n, ...), labels whole numbers from 0, (n,). The PCA gives as many
    numbers as the code has, and is always fitted to the training pixels, as the autoencoder is. With `fit_on` "train",
    the centres are fitted to training samples, and the test samples go to the nearest: they are new to all of it. With
    "test", the centres are fitted to the test samples themselves. At most `MOST_FITTED` samples, drawn by the seed,
    are fitted to; all are assigned.

    Gives `scores`, for each of `REPRESENTATIONS` the float32 arrays (seeds,) `train_purity`, `test_purity`,
    `test_rand` (adjusted Rand index) and `test_information` (normalised mutual information); `chance_train` and
    `chance_test`, the purity by chance; and of the first seed on codes `assigned_train` and `assigned_test`, int64,
    `table` of the test samples, int64 (k, classes), and their `mean_images`, float32 (k, pixels).

    Raises ValueError, in words, where the parts do not belong together, and for k or seeds out of bounds.

    Sources: L. Hubert, P. Arabie, Comparing Partitions, Journal of Classification 2, 1985, 193-218 (adjusted Rand
    index: 0 by chance, 1 for the same groups); A. Strehl, J. Ghosh, Cluster Ensembles, Journal of Machine Learning
    Research 3, 2002, 583-617 (normalised mutual information, here by the arithmetic mean of the entropies).
    """
    codes = checked_codes(codes_train), checked_codes(codes_test)
    pixels = _flat(pixels_train), _flat(pixels_test)
    labels: tuple[Labels, Labels] = np.asarray(labels_train, np.int64), np.asarray(labels_test, np.int64)
    _check(codes, pixels, labels)
    _check_numbers(k, seeds, fit_on)
    drawn = _drawn(len(codes[0]), seed)
    on_progress(0.0, "Finding the principal components of the pixels")
    represented = {"codes": codes, "pixels": pixels, "pca": _principal(pixels, drawn, codes[0].shape[1])}
    if fit_on == "test":
        drawn = _drawn(len(codes[1]), seed)

    result: dict[str, Any] = {"scores": {}}
    for place, (name, values) in enumerate(represented.items()):
        fitted_to = values[fit_on == "test"][drawn]
        scores = np.zeros((4, seeds), np.float32)
        for number in range(seeds):
            done = place * seeds + number
            on_progress(
                done / (len(represented) * seeds),
                f"Clustering the {REPRESENTATIONS[name]}, {number + 1} of {seeds}",
            )
            clusters = fit_clusters(fitted_to, k, seed + number)
            assigned = clusters.assign(values[0]), clusters.assign(values[1])
            scores[:, number] = _scores(assigned, labels)
            if done == 0:
                result |= _first(assigned, labels, pixels[1], k)
        result["scores"][name] = dict(
            zip(("train_purity", "test_purity", "test_rand", "test_information"), scores, strict=True)
        )
    result["chance_train"], result["chance_test"] = (chance_purity(each, k, seed) for each in labels)
    return result


def _scores(assigned: tuple[Labels, Labels], labels: tuple[Labels, Labels]) -> tuple[float, ...]:
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    return (
        purity(assigned[0], labels[0]),
        purity(assigned[1], labels[1]),
        adjusted_rand_score(labels[1], assigned[1]),
        normalized_mutual_info_score(labels[1], assigned[1]),
    )


def _first(assigned: tuple[Labels, Labels], labels: tuple[Labels, Labels], pixels: Floats, k: int) -> dict[str, Any]:
    classes = 1 + max(int(each.max()) for each in labels)
    return {
        "assigned_train": assigned[0],
        "assigned_test": assigned[1],
        "table": cluster_label_table(assigned[1], labels[1], k, classes),
        "mean_images": cluster_means(pixels, assigned[1], k),
    }


def _principal(pixels: Pair, drawn: Array, numbers: int) -> Pair:
    from sklearn.decomposition import PCA

    fitted_to = pixels[0][drawn]
    method = PCA(min(numbers, *fitted_to.shape), svd_solver="covariance_eigh").fit(fitted_to)
    return method.transform(pixels[0]), method.transform(pixels[1])


def _drawn(count: int, seed: int) -> Array:
    if count <= MOST_FITTED:
        return np.arange(count)
    return np.random.default_rng(seed).choice(count, MOST_FITTED, replace=False)


def _flat(pixels: Array) -> Floats:
    return checked_codes(np.asarray(pixels, np.float32).reshape(len(pixels), -1))


def _check(codes: Pair, pixels: Pair, labels: tuple[Labels, Labels]) -> None:
    for name, each in (("training", 0), ("test", 1)):
        counts = len(codes[each]), len(pixels[each]), len(labels[each])
        if len(set(counts)) > 1:
            raise ValueError("There are {:,} codes, {:,} images and {:,} labels of {} samples.".format(*counts, name))
    for what, (train, test) in (("codes", codes), ("images", pixels)):
        if train.shape[1] != test.shape[1]:
            raise ValueError(f"The {what} to train on have {train.shape[1]} numbers, those to test {test.shape[1]}.")


def _check_numbers(k: int, seeds: int, fit_on: str) -> None:
    for name, number, least, most in (("clusters", k, 2, MOST_CLUSTERS), ("seeds", seeds, 1, MOST_SEEDS)):
        if not least <= number <= most:
            raise ValueError(f"There may be {least} to {most} {name}; {number:,} were asked for.")
    if fit_on not in ("train", "test"):
        raise ValueError(f"Clusters are fitted to the 'train' or to the 'test' samples, not to {fit_on!r}.")
