"""Digits of 28 × 28 pixels."""

from __future__ import annotations

import functools
import gzip
import io
import struct
import threading
import zlib
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nn.bounded_reading import TooLarge, read_at_most
from nn.module import Array, Shape
from playground.datasets.dataset import Samples
from playground.datasets.image_set import ScannedSet, subset_setting
from playground.datasets.published_file import DataUnavailable, PublishedFile

TITLE = "MNIST digits"
HOMES = ("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/")
IDX_BYTES = 0x08
"""The type that an IDX file's header gives to unsigned bytes."""
MOST_BYTES = 60_000 * 28 * 28 + 16
"""Of the largest of the files, unpacked."""
_lock = threading.Lock()


def _file(name: str, size: int, sha256: str) -> PublishedFile:
    return PublishedFile(TITLE, "mnist", name, size, sha256, tuple(home + name for home in HOMES))


TRAIN_IMAGES = _file(
    "train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
)
TRAIN_LABELS = _file(
    "train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
)
TEST_IMAGES = _file(
    "t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
)
TEST_LABELS = _file(
    "t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
)


@dataclass(frozen=True)
class MNIST(ScannedSet):
    """70,000 real digits of 28 × 28 pixels, by many hands: 60,000 to train on and 10,000, by other writers, to test.

    Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits; Y. LeCun, L. Bottou,
    Y. Bengio, P. Haffner, Gradient-Based Learning Applied to Document Recognition, Proc. IEEE 86(11), 1998, 2278-2324.
    """

    kind = "mnist"
    size: ClassVar[tuple[int, int]] = (28, 28)
    training_images: ClassVar[int] = 60_000
    files: ClassVar[tuple[PublishedFile, ...]] = (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
    subset: int = subset_setting(training_images)

    @classmethod
    def title(cls) -> str:
        return "MNIST digits 28 × 28"

    def read(self) -> Samples:
        with _lock:
            return _read()


@functools.cache
def _read() -> Samples:
    """All four files, held once a process, as the bytes they are: 55 MB, where float32 would take 220."""
    x_train, y_train = _pair(TRAIN_IMAGES, TRAIN_LABELS)
    x_test, y_test = _pair(TEST_IMAGES, TEST_LABELS)
    return Samples(x_train, y_train, x_test, y_test).read_only()


def _pair(images: PublishedFile, labels: PublishedFile) -> tuple[Array, Array]:
    x, y = values_in(images.read(), (28, 28)), values_in(labels.read(), ())
    if len(x) != len(y) or y.max(initial=0) > 9:
        raise DataUnavailable(TITLE, "its images and its classes do not belong together")
    return x[..., None], y.astype(np.int64)


def values_in(packed: bytes, shape: Shape) -> Array:
    """The bytes (n, *shape) in a gzip'ed IDX file; DataUnavailable where its header says anything else.

    The header is big-endian: two zero bytes, the type, the number of axes, then the length of each as 32 bits.
    """
    header = struct.Struct(f">HBB{1 + len(shape)}I")
    try:
        content = read_at_most(gzip.GzipFile(fileobj=io.BytesIO(packed)), MOST_BYTES)
        zero, kind, axes, count, *lengths = header.unpack_from(content)
    except (OSError, EOFError, zlib.error, struct.error, TooLarge):
        raise DataUnavailable(TITLE, "its file is not written as it should be") from None
    values = np.frombuffer(content, np.uint8, offset=header.size)
    found = (zero, kind, axes, tuple(lengths), len(values))
    if found != (0, IDX_BYTES, 1 + len(shape), shape, count * int(np.prod(shape, dtype=int))):
        raise DataUnavailable(TITLE, "its file does not hold what it should")
    return values.reshape(count, *shape)
