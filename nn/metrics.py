"""Metrics of a classifier, from class numbers."""

from __future__ import annotations

import numpy as np

from nn.module import Array
from nn.settings import brief


def class_numbers(predictions: Array) -> Array:
    """Class numbers (n,) that predictions (n, k) stand for: the largest of several, or whether a single one is > ½."""
    if predictions.ndim != 2 or not predictions.shape[1]:
        raise ValueError(f"Predictions of classes must be (n, classes) or (n, 1); these are {predictions.shape}.")
    if predictions.shape[1] == 1:
        return (predictions[:, 0] > 0.5).astype(np.intp)
    numbers: Array = predictions.argmax(axis=1)
    return numbers


def class_targets(targets: Array) -> Array | None:
    """Class numbers (n,) that targets stand for: they themselves, one-hot rows (n, k), or 0 and 1 (n, 1); else None."""
    if targets.ndim == 1:
        return targets if targets.dtype.kind in "iu" else None
    if targets.ndim != 2 or not np.isin(targets, (0, 1)).all():
        return None
    if targets.shape[1] > 1 and not (targets.sum(axis=1) == 1).all():
        return None
    return class_numbers(targets)


def accuracy(labels: Array, predicted: Array) -> float:
    """Share of the samples, 0 to 1, whose predicted class number is right; ValueError where there are none."""
    labels, predicted = _pairs(labels, predicted)
    return float(np.mean(labels == predicted))


def confusion(labels: Array, predicted: Array, classes: int | None = None) -> Array:
    """Counts (classes, classes) of the samples: the row is their class, the column the predicted one.

    Unless given, `classes` is as many as the largest number of either asks for.
    """
    labels, predicted = _pairs(labels, predicted)
    least = int(max(labels.max(), predicted.max())) + 1
    if classes is None:
        classes = least
    elif classes < least:
        raise ValueError(f"There are class numbers up to {least - 1}, for which {classes} classes are too few.")
    flat = np.bincount(labels.astype(np.intp) * classes + predicted.astype(np.intp), minlength=classes * classes)
    return flat.reshape(classes, classes)


def precision(labels: Array, predicted: Array, classes: int | None = None) -> Array:
    """Share (classes,) of the samples taken for a class that are of it; NaN for a class that none is taken for."""
    counts = confusion(labels, predicted, classes)
    return _shares(counts.diagonal(), counts.sum(axis=0))


def recall(labels: Array, predicted: Array, classes: int | None = None) -> Array:
    """Share (classes,) of the samples of a class that are taken for it; NaN for a class without samples."""
    counts = confusion(labels, predicted, classes)
    return _shares(counts.diagonal(), counts.sum(axis=1))


def balanced_accuracy(labels: Array, predicted: Array) -> float:
    """The mean recall of the classes that have samples: each counts alike, however many samples it has.

    Source: K. H. Brodersen et al., The Balanced Accuracy and Its Posterior Distribution, 2010.
    """
    return float(np.nanmean(recall(labels, predicted)))


def _shares(right: Array, all_of_them: Array) -> Array:
    shares = np.full(len(right), np.nan)
    np.divide(right, all_of_them, out=shares, where=all_of_them > 0)
    return shares


def _pairs(labels: Array, predicted: Array) -> tuple[Array, Array]:
    """Both as vectors of class numbers of the same, positive length; TypeError or ValueError where they are none."""
    found = []
    for name, values in (("labels", labels), ("predicted", predicted)):
        numbers = np.asarray(values)
        if numbers.ndim != 1 or numbers.dtype.kind not in "iu":
            raise TypeError(
                f"{name} must be whole class numbers, one a sample; it is {brief(values)}. "
                "Make them of a network's predictions with class_numbers(predictions)."
            )
        if len(numbers) and numbers.min() < 0:
            raise ValueError(f"{name} has the class number {numbers.min()}; the first class is 0.")
        found.append(numbers)
    if len(found[0]) != len(found[1]) or not len(found[0]):
        raise ValueError(
            "Each sample needs a label and a prediction, and there must be one; "
            f"got {len(found[0])} and {len(found[1])}."
        )
    return found[0], found[1]
