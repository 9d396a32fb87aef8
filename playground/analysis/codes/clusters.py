"""Groups of codes that lie together, found without looking at a label, and what the labels then say of them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.codes.projection import checked_codes
from playground.datasets.dataset import Floats, Labels

STARTS = 10
"""Random starts of which the best is kept: K-means ends in the nearest valley, which need not be the deepest."""


@dataclass(frozen=True, eq=False)
class Clusters:
    """Groups around their `centres`, float32 (k, d)."""

    centres: Floats

    def assign(self, values: Array) -> Labels:
        """The number of the centre nearest to each of the values (n, d), int64 (n,)."""
        from sklearn.metrics import pairwise_distances_argmin

        nearest: Labels = pairwise_distances_argmin(checked_codes(values), self.centres).astype(np.int64)
        return nearest


def fit_clusters(train: Array, k: int, seed: int, starts: int = STARTS) -> Clusters:
    """The k centres from which the values (n, d) are least far, by K-means from so many random starts.

    Where fewer than k values differ, some clusters stay empty. Raises ValueError for a k that is not 1 to n.

    Source: S. Lloyd, Least Squares Quantization in PCM, IEEE Transactions on Information Theory 28(2), 1982, 129-137.
    """
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    values = checked_codes(train)
    if not 1 <= k <= len(values):
        raise ValueError(f"{len(values):,} samples make 1 to {len(values):,} clusters; {k:,} were asked for.")
    method = KMeans(k, n_init=starts, random_state=seed)
    with warnings.catch_warnings():
        # a code that has collapsed to a few values is something to be shown, not to be warned of
        warnings.simplefilter("ignore", ConvergenceWarning)
        centres = method.fit(values).cluster_centers_
    return Clusters(centres.astype(np.float32))


def cluster_means(images: Array, assigned: Array, k: int) -> Floats:
    """The mean of each cluster's images (n, height, width), float32 (k, height, width): zeros where there are none.

    Any other shape of a sample does as well.
    """
    means = np.zeros((k, *images.shape[1:]), np.float32)
    for cluster in range(k):
        inside = assigned == cluster
        if inside.any():
            means[cluster] = images[inside].mean(axis=0)
    return means


def cluster_label_table(assigned: Array, labels: Array, k: int, classes: int) -> Labels:
    """How many samples of each class (column) each cluster (row) holds, int64 (k, classes).

    Raises ValueError where `assigned` (n,) is not 0 to k − 1, or `labels` (n,) not 0 to classes − 1.
    """
    assigned, labels = np.asarray(assigned), np.asarray(labels)
    if assigned.shape != labels.shape or assigned.ndim != 1:
        raise ValueError(f"Clusters {assigned.shape} and labels {labels.shape} are not one each for every sample.")
    for name, numbers, most in (("Clusters", assigned, k), ("Labels", labels, classes)):
        if len(numbers) and not 0 <= numbers.min() <= numbers.max() < most:
            raise ValueError(f"{name} are numbered 0 to {most - 1}; here they are {numbers.min()} to {numbers.max()}.")
    counts: Labels = np.bincount(assigned * classes + labels, minlength=k * classes).reshape(k, classes)
    return counts
