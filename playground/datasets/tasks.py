"""Tasks: to classify, regress or reconstruct; a task follows from the data, and metrics and targets from it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.loss import Loss
from nn.module import Array, Shape


@dataclass(frozen=True)
class Classify:
    """Tell the named classes apart; two classes may share one output, else there is one output a class."""

    classes: tuple[str, ...]

    target_range = (0.0, 1.0)

    @property
    def purpose(self) -> str:
        """Purpose of a network here, in a sentence."""
        return f"A network of your own learns to tell {len(self.classes)} classes apart."

    def widths(self) -> tuple[int, ...]:
        """How many outputs a network for this may have."""
        return (1, 2) if len(self.classes) == 2 else (len(self.classes),)

    def shapes(self) -> tuple[Shape, ...]:
        """What the output of such a network may be."""
        return tuple((width,) for width in self.widths())

    def refusal(self, loss: Loss) -> str | None:
        """Why the loss cannot be trained on this, in words, or None."""
        return None

    @property
    def need(self) -> str:
        """What the data asks of the last layer, in a sentence."""
        return f"The data has {len(self.classes)} classes."

    @property
    def output_text(self) -> str:
        """The output in words, for the last row of the stack."""
        if len(self.classes) == 2:
            return f"class {self.classes[0]} or {self.classes[1]}: 1 number, or 2"
        return f"{len(self.classes)} classes: a number for each"

    def targets(self, y: Array, width: int) -> Array:
        """Class numbers (n,) as float32 rows (n, width): 0 or 1 for one output, else one-hot."""
        if width == 1:
            return y[:, None].astype(np.float32)
        return np.eye(width, dtype=np.float32)[y]

    def decide(self, outputs: Array) -> Array:
        """Class numbers (n,) that outputs (n, width) stand for."""
        decided: Array = (outputs[:, 0] > 0.5).astype(np.int64) if outputs.shape[1] == 1 else outputs.argmax(axis=1)
        return decided

    def accuracy(self, outputs: Array, y: Array) -> float:
        """Share of the samples whose class is right."""
        return float((self.decide(outputs) == y).mean())


def shares_of(outputs: Array) -> Array:
    """Outputs (n, width) as shares (n, k) that add up to 1, whatever loss and last activation gave them.

    One output is the belief in the second of two classes. Of several, those below 0 count for nothing; where none is
    above, all classes are believed in alike.
    """
    if outputs.shape[1] == 1:
        second = outputs.clip(0, 1)
        return np.concatenate([1 - second, second], axis=1)
    positive = outputs.clip(0)
    positive[positive.sum(axis=1) <= 0] = 1
    shares: Array = positive / positive.sum(axis=1, keepdims=True)
    return shares


@dataclass(frozen=True)
class Regress:
    """Give a value for every sample."""

    purpose = "A network of your own learns the height of a surface over the plane."
    """Purpose of a network here, in a sentence."""
    need = "The data has one value a sample."
    output_text = "1 number, the value"
    target_range = (-1.0, 1.0)
    """Bounds of a surface's values, but for the noise."""

    def widths(self) -> tuple[int, ...]:
        """How many outputs a network for this may have."""
        return (1,)

    def shapes(self) -> tuple[Shape, ...]:
        """What the output of such a network may be."""
        return ((1,),)

    def refusal(self, loss: Loss) -> str | None:
        """Why the loss cannot be trained on this, in words, or None: it must not need targets from 0 to 1."""
        if not loss.needs_shares:
            return None
        return (
            f"{loss.title()} needs targets from 0 to 1, and this data has values. Choose the mean squared error (MSE)."
        )

    def targets(self, y: Array, width: int) -> Array:
        """The values (n, width) themselves."""
        return y


@dataclass(frozen=True)
class Reconstruct:
    """Give the sample itself, clean, as ink from 0 to 1; `shape` is that of a sample."""

    shape: Shape

    purpose = "A network of your own learns to rebuild images from a few numbers."
    """Purpose of a network here, in a sentence."""
    target_range = (0.0, 1.0)

    def widths(self) -> tuple[int, ...]:
        """How many outputs a network for this may have."""
        return (math.prod(self.shape),)

    def shapes(self) -> tuple[Shape, ...]:
        """What the output of such a network may be: as many numbers as the sample has, in a row or in its shape."""
        return ((math.prod(self.shape),), self.shape)

    def refusal(self, loss: Loss) -> str | None:
        """Why the loss cannot be trained on this, in words, or None: it must not compare classes."""
        if loss.least_outputs == 1:
            return None
        return f"{loss.title()} compares classes, and here every pixel is a target. Choose BCE or MSE as the loss."

    @property
    def need(self) -> str:
        """What the data asks of the last layer, in a sentence."""
        return f"The image to rebuild has {math.prod(self.shape)} pixels."

    @property
    def output_text(self) -> str:
        """The output in words, for the last row of the stack."""
        rows, columns = self.shape[:2]
        return f"the image again: {rows} × {columns} grey values, one a pixel"


Task = Classify | Regress | Reconstruct
