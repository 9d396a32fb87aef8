"""Zip code digits of 16 × 16 pixels."""

from __future__ import annotations

import functools
import gzip
import io
import threading
import zlib
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.bounded_reading import read_at_most
from playground.datasets.dataset import Floats, Labels, Samples
from playground.datasets.image_set import ScannedSet, subset_setting
from playground.datasets.published_file import DataUnavailable, PublishedFile

TITLE = "USPS digits"
HOME = "https://hastie.su.domains/ElemStatLearn/datasets/"
TRAIN = PublishedFile(
    TITLE,
    "usps",
    "zip.train.gz",
    1_829_071,
    "66ebf231ab51f2cf6ac1a892d0f98ccffee1079d7a5db638c1f11f366046ca16",
    (HOME + "zip.train.gz",),
)
TEST = PublishedFile(
    TITLE,
    "usps",
    "zip.test.gz",
    439_208,
    "8dacc3c6e136af6c3488de9e5113a7daf140c8c2f1f0b61c54ee02f03f1a962f",
    (HOME + "zip.test.gz",),
)
MOST_BYTES = 7291 * 257 * 8
"""Of the larger of the files, unpacked: no number takes more than eight characters."""
_lock = threading.Lock()


@dataclass(frozen=True)
class USPS(ScannedSet):
    """9,298 real digits from envelopes, 16 × 16 pixels: 7,291 to train on and 2,007, known to be harder, to test.

    Source: Y. LeCun et al., Backpropagation Applied to Handwritten Zip Code Recognition, Neural Computation 1(4), 1989,
    541-551; the files are the "ZIP code" data of T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical
    Learning, 2nd ed., 2009.
    """

    kind = "usps"
    size: ClassVar[tuple[int, int]] = (16, 16)
    training_images: ClassVar[int] = 7291
    files: ClassVar[tuple[PublishedFile, ...]] = (TRAIN, TEST)
    subset: int = subset_setting(training_images)

    @classmethod
    def title(cls) -> str:
        return "USPS digits 16 × 16"

    def read(self) -> Samples:
        with _lock:
            return _read()


@functools.cache
def _read() -> Samples:
    """Both files, held once a process; they parse in 0.2 s, too little for a parsed copy on disk to be worth it."""
    (x_train, y_train), (x_test, y_test) = (digits_in(file.read()) for file in (TRAIN, TEST))
    return Samples(x_train, y_train, x_test, y_test).read_only()


def digits_in(packed: bytes) -> tuple[Floats, Labels]:
    """Images (n, 16, 16, 1) of ink 0..1 and classes (n,) from gzip'ed text: 257 numbers a digit, its class first."""
    try:
        text = read_at_most(gzip.GzipFile(fileobj=io.BytesIO(packed)), MOST_BYTES).decode("ascii")
        values = np.fromstring(text, np.float32, sep=" ").reshape(-1, 257)
    except (OSError, EOFError, zlib.error, ValueError, DeprecationWarning):
        raise DataUnavailable(TITLE, "its file is not written as it should be") from None
    # stored from -1, paper, to 1, ink
    images: Floats = (values[:, 1:].reshape(-1, 16, 16, 1) + np.float32(1)) / np.float32(2)
    return images, values[:, 0].astype(np.int64)
