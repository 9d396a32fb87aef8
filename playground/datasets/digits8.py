"""Small handwritten digits that need no download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from playground.datasets.dataset import Samples
from playground.datasets.image_set import ImageSet, subset_setting

TRAINING_IMAGES = 1500
INK = 16.0
SCIKIT_LEARN = 120 * 2**20
"""Bytes that it takes to import it, beside which the digits are nothing."""


@dataclass(frozen=True)
class Digits8(ImageSet):
    """1,797 real handwritten digits of 8 × 8 pixels: 1,500 to train on and the last 297, by other writers, to test.

    Source: E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998,
    as scikit-learn ships it. Each pixel counts the ink, 0 to 16, in a 4 × 4 block of a 32 × 32 bitmap.
    """

    kind = "digits8"
    size: ClassVar[tuple[int, int]] = (8, 8)
    training_images: ClassVar[int] = TRAINING_IMAGES
    subset: int = subset_setting(training_images)

    @classmethod
    def title(cls) -> str:
        return "Digits 8 × 8"

    @property
    def memory(self) -> int:
        return SCIKIT_LEARN

    def read(self) -> Samples:
        from sklearn.datasets import load_digits  # a second to import: only where the digits are asked for

        digits = load_digits()
        x = (digits.images[..., None] / INK).astype(np.float32)
        y = digits.target.astype(np.int64)
        return Samples(x[:TRAINING_IMAGES], y[:TRAINING_IMAGES], x[TRAINING_IMAGES:], y[TRAINING_IMAGES:])
