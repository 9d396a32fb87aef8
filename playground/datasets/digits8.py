"""Small handwritten digits that need no download."""

from __future__ import annotations

import gzip
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np

from playground.datasets.dataset import Samples
from playground.datasets.image_set import ScannedSet, subset_setting

TRAINING_IMAGES = 1500
INK = 16.0
FILE = "datasets/data/digits.csv.gz"
"""Where scikit-learn has them: a line a digit, 64 counts of ink and its class."""


@dataclass(frozen=True)
class Digits8(ScannedSet):
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

    def read(self) -> Samples:
        table = _table()
        x = (table[:, :-1].reshape(-1, *self.size, 1) / INK).astype(np.float32)
        y = table[:, -1].astype(np.int64)
        return Samples(x[:TRAINING_IMAGES], y[:TRAINING_IMAGES], x[TRAINING_IMAGES:], y[TRAINING_IMAGES:])


def _table() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """The 64 pixels and the class of each digit, uint8 (1797, 65).

    Read from scikit-learn's own file where that is found: to import it takes a second and 120 MB, in each process that
    trains on these digits.
    """
    found = importlib.util.find_spec("sklearn")
    file = Path(found.origin).parent / FILE if found is not None and found.origin is not None else Path(FILE)
    if file.is_file():
        with gzip.open(file, "rt") as lines:
            return np.loadtxt(lines, np.uint8, delimiter=",")
    from sklearn.datasets import load_digits

    digits = load_digits()
    return np.column_stack([digits.data, digits.target]).astype(np.uint8)
