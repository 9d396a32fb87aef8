"""Purity: the agreement of clusters, found without labels, with the labels."""

from __future__ import annotations

import numpy as np

from nn.module import Array
from playground.analysis.codes.clusters import cluster_label_table
from playground.datasets.dataset import Labels

NO_LABEL = -1
"""The label of a cluster without a sample."""


def purity(clusters: Array, labels: Array) -> float:
    """The share of samples whose label is the most frequent one of their cluster, 0 to 1.

    `clusters` and `labels` are whole numbers from 0, (n,). Each cluster is named by the majority of these very
    samples: the purity of test samples is reckoned with test labels. It grows with the number of clusters and is 1
    where each sample has its own, so that it is to be compared only between equally many, and with `chance_purity`.
    Raises ValueError where there is no sample.

    Source: C. D. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval, 2008, chapter 16.3.
    """
    # purity = 1/n · Σ over clusters of max over labels |cluster ∩ label|
    table = _table(clusters, labels)
    return float(table.max(axis=1).sum() / len(labels))


def majority_labels(clusters: Array, labels: Array, k: int) -> Labels:
    """The most frequent label of each of the k clusters, the lowest of several, int64 (k,); `NO_LABEL` where empty."""
    table = _table(clusters, labels, k)
    majority: Labels = np.where(table.any(axis=1), table.argmax(axis=1), NO_LABEL)
    return majority


def chance_purity(labels: Array, k: int, seed: int, rounds: int = 20) -> float:
    """The mean purity of samples thrown into k clusters at random: what clusters that know nothing would get.

    Of ten labels this is not 1/10. A cluster gets its name after its samples are counted, so it is right at least as
    often as the most frequent label is found in it (a 0 is 18 % of the USPS test digits), and by luck a little more,
    the more so the fewer samples a cluster holds.
    """
    rng = np.random.default_rng(seed)
    return float(np.mean([purity(rng.integers(0, k, len(labels)), labels) for _ in range(rounds)]))


def _table(clusters: Array, labels: Array, k: int | None = None) -> Labels:
    if not len(labels):
        raise ValueError("There is no sample whose cluster and label could be compared.")
    return cluster_label_table(clusters, labels, k or int(np.max(clusters)) + 1, int(np.max(labels)) + 1)
