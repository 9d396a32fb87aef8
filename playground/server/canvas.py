"""The drawing on a session's canvas, and the drawings that it keeps as examples."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nn.module import Array
from playground.datasets.image_set import ImageSet
from playground.drawing import Drawing, image_of
from playground.experiment import Experiment
from playground.training.own_drawings import MOST_OWN_DRAWINGS

EMPTY = Drawing()


@dataclass(frozen=True)
class Drawn:
    """A drawing, and whether it is centred and scaled for the network.

    `revision` grows with every drawing that a browser sends, so that one that comes late changes nothing.
    """

    drawing: Drawing = EMPTY
    centre: bool = True
    revision: int = 0


@dataclass
class Canvas:
    """The canvas of a session: the drawing on it, and a count of how often it was cleared from elsewhere."""

    drawn: Drawn = field(default_factory=Drawn)
    clearings: int = 0

    def keep(self, drawn: Drawn) -> bool:
        """Take a drawing in, unless it, or a later one, is known already; whether it has."""
        later = drawn.revision > self.drawn.revision
        if later:
            self.drawn = drawn
        return later

    def clear(self) -> None:
        """Empty the canvas."""
        self.drawn, self.clearings = dataclasses.replace(self.drawn, drawing=EMPTY), self.clearings + 1


@dataclass
class OwnExamples:
    """Drawings of the visitor's, each with its right label; the oldest go where there are too many."""

    kept: tuple[tuple[Drawing, int], ...] = field(default=())

    def __len__(self) -> int:
        return len(self.kept)

    @property
    def labels(self) -> list[int]:
        """The label of each."""
        return [label for _, label in self.kept]

    def add(self, drawing: Drawing, label: int) -> None:
        """Keep a drawing with its right label."""
        self.kept = (*self.kept, (drawing, label))[-MOST_OWN_DRAWINGS:]

    def forget(self) -> None:
        """Keep none of them."""
        self.kept = ()

    def samples(self, experiment: Experiment) -> tuple[Array, Array] | None:
        """Images (n, rows, columns, 1) and labels (n,) for an experiment that trains with them; None for any other."""
        dataset: Any = experiment.dataset
        if not (isinstance(dataset, ImageSet) and dataset.own_drawings and self.kept):
            return None
        images = [image_of(drawing, dataset.size) for drawing, _ in self.kept]
        return np.stack(images), np.array(self.labels, np.int64)
