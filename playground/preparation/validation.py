"""The validation split: training samples that are set aside, which a network never learns from."""

from __future__ import annotations

import dataclasses

import numpy as np

from nn.module import Array
from playground.datasets import Samples
from playground.datasets.dataset import Targets

_STREAM = 1
"""Tells the generator of the split from others of the same seed."""


def validation_count(count: int, share: float, writers: int = 0) -> int:
    """How many of `count` training samples a share of 0 to 0.5 sets aside: at least one, where it is above 0.

    Of so many `writers`, where they are known, some are set aside with all they wrote: then this is about the number.
    """
    if share and writers > 1:
        return max(1, round(_writers_aside(writers, share) * count / writers))
    return max(1, round(share * count)) if share else 0


def with_validation(samples: Samples, share: float, seed: int) -> Samples:
    """The samples with a share of the training samples set aside for validation; both keep their order.

    The choice is random, by the seed alone. Where the targets are class numbers it is stratified: of each class as many
    are set aside as its share says, give or take one, and of a class with a single sample none, if others have more.
    Where it is known who wrote the samples, the share is one of the writers, and all that one of them wrote is on one
    side: a network that knows a hand already reads it better than it will read others.
    """
    if not share:
        return samples
    rng, writers = np.random.default_rng([seed, _STREAM]), np.unique(samples.writers_train)
    if len(writers) > 1:
        aside = rng.permutation(writers)[: _writers_aside(len(writers), share)]
        chosen = np.isin(samples.writers_train, aside)
    else:
        chosen = np.zeros(len(samples.x_train), bool)
        chosen[_chosen(samples.y_train, share, rng)] = True
    return dataclasses.replace(
        samples,
        x_train=samples.x_train[~chosen],
        y_train=samples.y_train[~chosen],
        x_validation=samples.x_train[chosen],
        y_validation=samples.y_train[chosen],
        writers_train=samples.writers_train[~chosen] if len(writers) else samples.writers_train,
        writers_validation=samples.writers_train[chosen] if len(writers) else samples.writers_validation,
    )


def _writers_aside(writers: int, share: float) -> int:
    return max(1, round(share * writers))


def _chosen(targets: Targets, share: float, rng: np.random.Generator) -> Array:
    """Numbers of the samples to set aside."""
    order, wanted = rng.permutation(len(targets)), validation_count(len(targets), share)
    if targets.dtype.kind == "f":
        return order[:wanted]
    _, labels, counts = np.unique(targets, return_inverse=True, return_counts=True)
    # of each class the whole part of its share, and one more where most of a sample is left over
    quotas = share * counts
    taken = np.floor(quotas).astype(int)
    rest = np.lexsort((rng.random(len(counts)), -(quotas - taken), counts == 1))
    taken[rest[: max(0, wanted - taken.sum())]] += 1
    shuffled = labels[order]
    return np.concatenate([order[shuffled == label][:number] for label, number in enumerate(taken)])
