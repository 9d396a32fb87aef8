"""Sample weights: how much each training sample counts, and those that make classes count alike."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from nn.module import Array
from nn.settings import brief


def checked(weights: object, count: int, dtype: npt.DTypeLike) -> Array:
    """The weights (n,) of `count` samples, in `dtype`; TypeError or ValueError for what are none."""
    try:
        array = np.asarray(weights)
    except ValueError:
        array = np.empty(0, object)
    if array.dtype.kind not in "buif":
        raise TypeError(f"sample_weights must be an array of numbers, one a sample; it is {brief(weights)}.")
    if array.shape != (count,):
        raise ValueError(
            f"sample_weights must have one number for each of the {count:,} samples; its shape is {array.shape}."
        )
    wrong = np.flatnonzero(~(np.isfinite(array) & (array >= 0)))
    if len(wrong):
        raise ValueError(
            f"The weight of sample {wrong[0]} is {array[wrong[0]]:g}; give a finite number of at least 0, "
            "where 0 leaves the sample out."
        )
    with np.errstate(over="ignore", under="ignore"):
        found: Array = array.astype(dtype)  # the trainer's own
        total = float(found.sum(dtype=np.float64))
    if not 0 < total < math.inf:
        raise ValueError(
            f"The weights of the samples add up to {total:g}, so that none can have its share; only how they stand to "
            "each other matters: give numbers around 1, not all of them 0."
        )
    return found


def balanced(labels: Array, classes: int | None = None) -> Array:
    """Weights (classes,) that make classes count alike in a loss, however few samples each has in labels (n,).

    n / (k · n_c) for a class of n_c among n samples of k classes, so that each counts n / k in all (King and Zeng,
    Logistic Regression in Rare Events Data, 2001; scikit-learn's `balanced`). A class without samples weighs 0, and
    labels below 0 are of no class. `balanced(labels)[labels]` are the weights of the samples.
    """
    counts = np.bincount(labels[labels >= 0], minlength=classes or 0)
    present = counts > 0
    weights: Array = np.where(present, counts.sum() / np.maximum(counts, 1), 0) / max(1, present.sum())
    return weights
