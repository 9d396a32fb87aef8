"""Digits written with a pen on a tablet, drawn as images of any of the sets' sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from nn.settings import setting
from playground.datasets.dataset import Samples
from playground.datasets.image_set import ImageSet, subset_setting
from playground.datasets.pen_strokes import FILES, MEMORY, TITLE, TRAINING_DIGITS, TRAINING_WRITERS, pen_digits
from playground.datasets.published_file import PublishedFile
from playground.drawing import BRUSH, BRUSH_HIGH, BRUSH_LOW, Drawing

_STREAM = 2
"""Tells the generator of the pens and turns from the choice of images by the same seed."""


@dataclass(frozen=True)
class PenStrokes(ImageSet):
    """10,992 digits as 44 people wrote them with a pen on a tablet: 7,494 by 30 of them to train on, 3,498 by the
    others to test.

    They are drawn as your own drawings are, so a network is trained on what the canvas gives it. The writers are
    Turkish: most 7s have a crossbar, many 1s a flag and a foot, many 9s a hook.

    Source: F. Alimoglu, E. Alpaydin, Methods of Combining Multiple Classifiers Based on Different Representations for
    Pen-based Handwriting Recognition, TAINN 1996; E. Alpaydin, F. Alimoglu, Pen-Based Recognition of Handwritten
    Digits, UCI Machine Learning Repository, 1998, doi 10.24432/C5MG6K, licence CC BY 4.0.
    """

    kind = "pendigits"
    training_images: ClassVar[int] = TRAINING_DIGITS
    training_writers: ClassVar[int] = TRAINING_WRITERS
    files: ClassVar[tuple[PublishedFile, ...]] = FILES
    subset: int = subset_setting(training_images)
    image_size: Literal["8 × 8", "16 × 16", "28 × 28"] = setting(
        "16 × 16",
        label="Image size",
        help="Rows and columns of pixels. The digits are drawn as your own are for a network of that size: 8 × 8 as "
        "NIST's, 16 × 16 as USPS's, 28 × 28 as MNIST's were made",
    )
    pen: float = setting(
        BRUSH,
        low=BRUSH_LOW,
        high=BRUSH_HIGH,
        label="Pen width",
        help="As a share of the canvas; as for your own drawings, it is brought to the thickness of the digits of that "
        "size",
    )
    vary_pen: float = setting(
        0.0,
        low=0.0,
        high=0.8,
        label="Vary the pen (share)",
        help="Draws each training digit with another pen, narrower or wider by up to this share; 0 is off",
    )
    turn: float = setting(
        0.0,
        low=0.0,
        high=20.0,
        label="Turn the writing (degrees)",
        help="Turns the strokes of each training digit at random, up to so far, before it is drawn; 0 is off",
    )

    @classmethod
    def title(cls) -> str:
        return TITLE

    @property
    def size(self) -> tuple[int, int]:
        rows, columns = self.image_size.split(" × ")
        return int(rows), int(columns)

    @property
    def memory(self) -> int:
        return super().memory + MEMORY

    def test_drawing(self, number: int) -> Drawing:
        """The strokes of the test digit with this number, as it was written. Raises DataUnavailable."""
        return pen_digits()[1].drawing(number, self.pen)

    def load(self) -> Samples:
        """The images, of which only those are drawn that are asked for. Raises DataUnavailable."""
        train, test = pen_digits()
        chosen = self.chosen_of(len(train))
        numbers = np.arange(len(train)) if chosen is None else chosen
        # drawn for all of them, so that a digit looks the same in whatever choice it is
        varied = np.random.default_rng([self.seed, _STREAM]).uniform(-1, 1, (2, len(train)))
        pens = (self.pen * (1 + self.vary_pen * varied[0])).clip(BRUSH_LOW, BRUSH_HIGH)
        turns = np.radians(self.turn) * varied[1]
        x_train = train.images(numbers, self.size, pens[numbers], turns[numbers])
        x_test = test.images(np.arange(len(test)), self.size, np.full(len(test), self.pen), np.zeros(len(test)))
        return Samples(
            x_train,
            train.labels[numbers],
            x_test,
            test.labels,
            writers_train=train.writers[numbers],
            writers_test=test.writers,
        )
