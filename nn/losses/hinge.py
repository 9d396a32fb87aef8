"""The hinge loss over classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.class_loss import ClassLoss
from nn.loss import ROUNDING, Example
from nn.module import Array, Shape


@dataclass(eq=False)
class Hinge(ClassLoss):
    """The mean, over the samples, of how much the right class's score lacks to lead every other by 1.

    That of a support vector machine for several classes (Crammer and Singer, 2001), as scikit-learn's `hinge_loss`;
    PyTorch's MultiMarginLoss adds up what every other class lacks. Who is right by a margin has no gradient left.
    Targets are class numbers (n,) or one-hot rows (n, k).
    """

    kind = "hinge"
    formula = "mean maxⱼ (zⱼ + [j ≠ class]) − z[class]"
    derivative = "r − y"
    symbols = (
        ("r", "1 for the class whose lead, with the margin of 1, is the greatest, else 0"),
        ("class", "the right class"),
    )
    examples = (
        Example([[0.0, 0.0], [3.0, 1.0]], [0, 1], (1 + 3) / 2),
        Example([[2.0, 0.5, 0.0]], [0], 0.0),
        Example([[0.5, 0.25, -1.0]], [[1.0, 0.0, 0.0]], 0.75),
    )

    def of_rows(self, z: Array, y: Array) -> tuple[float, Array]:
        # value = Σ maxⱼ (zⱼ + 1 - yⱼ - Σ y z) / n;  dz = ([j has the maximum] - y) / n: of equals the first has it
        lead = _lead(z, y)
        rival = lead.argmax(axis=0)
        places = rival, np.arange(len(z))
        value = float(lead[places].sum()) / len(z)
        gradient = -y
        gradient[places] += 1
        gradient /= len(z)
        return value, gradient.T

    def of_each_row(self, z: Array, y: Array) -> Array:
        lacking: Array = np.maximum.reduce(_lead(z, y))
        return lacking

    def require_targets(self, y: Array, shape: Shape) -> None:
        super().require_targets(y, shape)
        shared = np.argwhere(np.abs(y - np.round(y)) > ROUNDING)
        if len(shared):
            raise ValueError(
                f"Hinge: the targets of sample {shared[0, 0]} are shares of several classes; "
                "give one class a sample, or take the cross-entropy."
            )


def _lead(z: Array, y: Array) -> Array:
    """zⱼ + 1 - yⱼ - Σ y z, (k, n): what every class leads the right one by, its margin included."""
    lead: Array = z.T - np.add.reduce(y * z.T)
    lead += 1 - y
    return lead
