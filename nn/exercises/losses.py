"""Exercise on a loss: softmax with cross-entropy."""

from __future__ import annotations

from typing import Any

import numpy as np

from nn.exercises.comparison import fault
from nn.exercises.exercise import Exercise
from nn.losses.cross_entropy import CrossEntropy

SAMPLES, CLASSES = 6, 4

STUB = '''"""Softmax with cross-entropy, to be written: the mean surprise at the right class.

Here samples come first, as losses are given them: z is (n, classes), and y holds n class numbers.
Check it with:  python -m nn.exercises check cross_entropy.py
"""

from dataclasses import dataclass

import numpy as np

from nn.layers import Softmax
from nn.loss import Loss


@dataclass(eq=False)
class MyCrossEntropy(Loss):
    """The mean surprise at the right class, written by hand."""

    kind = "my_cross_entropy"
    formula = "mean -log softmax(z)[class]"
    activation = Softmax  # of the values z it makes the probabilities itself

    def value_and_gradient(self, z, y):
        # p = softmax(z), row by row;  value = mean over the samples of -log p[class];  and its gradient by z
        raise NotImplementedError("value_and_gradient: return the value, a number, and the gradient, of z's shape")
'''


def _check(written: type[Any]) -> str | None:
    rng = np.random.default_rng(0)
    z, y = rng.normal(size=(SAMPLES, CLASSES)), rng.integers(0, CLASSES, SAMPLES)
    expected, slope = CrossEntropy().value_and_gradient(z, y)
    result = written().value_and_gradient(z.copy(), y)
    if not isinstance(result, tuple) or len(result) != 2:
        return "value_and_gradient must return two things: the value and the gradient."
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    right = np.eye(CLASSES)[y]
    values = {
        "that is the sum over the samples: did you forget to average over the batch?": np.array(expected * SAMPLES),
        "that is the mean over all classes; the classes that are not right count for nothing.": np.array(
            expected / CLASSES
        ),
    }
    slopes = {
        "the right class is missing: p - 1 there, p elsewhere, over n.": p / SAMPLES,
        "that is the slope along the probabilities; z comes before the softmax.": -right / p / SAMPLES,
        "that is y - p: the sign is wrong, for the value falls where p of the right class grows.": (right - p)
        / SAMPLES,
    }
    said = fault("the value", result[0], np.array(expected), values, SAMPLES) or fault(
        "the gradient", result[1], slope, slopes, SAMPLES
    )
    if said is not None:
        return said
    with np.errstate(all="ignore"):
        value, slope = written().value_and_gradient(np.array([[1000.0, -1000.0]]), np.array([0]))
    if not (np.isfinite(value) and np.isfinite(slope).all()):
        return (
            "with z = 1000 an exponential overflows: take the largest z of each row off first, softmax stays as it is."
        )
    return None


Exercise(
    "cross_entropy",
    "Softmax with cross-entropy: why is its gradient so simple?",
    "my_cross_entropy",
    STUB,
    _check,
)
