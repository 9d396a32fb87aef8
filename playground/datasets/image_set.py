"""Pictures of handwritten digits: what all of them share."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt

from nn.module import Array, Shape
from nn.settings import setting
from playground.datasets import pen_strokes as pens
from playground.datasets.dataset import Dataset, Labels, Samples
from playground.datasets.published_file import PublishedFile
from playground.datasets.tasks import Classify, Reconstruct, Task

DIGIT_NAMES = tuple(str(digit) for digit in range(10))
PAPER_TO_INK = 255
"""The ink of stored bytes; other images hold it as 1."""


def subset_setting(most: int) -> Any:
    """The setting that trains on fewer images than the `most` that there are."""
    return setting(
        0,
        low=0,
        high=most,
        label="Training images used (0: all)",
        help=f"So many of the {most:,} training images, drawn at random; 0 is all. The test images stay as they are",
    )


@dataclass(frozen=True)
class ImageSet(Dataset):
    """Grey images of the digits 0 to 9, values from 0 (paper) to 1 (ink)."""

    group: ClassVar[str] = "Handwritten digits"
    training_images: ClassVar[int]
    files: ClassVar[tuple[PublishedFile, ...]] = ()
    """What has to be downloaded once for its own images; nothing for a set that comes with the program."""
    target: Literal["digit", "image"] = setting(
        "digit",
        label="The network gives",
        help="Digit: which of the ten it is. Image: the image itself again, through what lies between: an autoencoder",
    )
    own_drawings: bool = setting(False, help="Train also on the digits that you drew and labelled on the Draw page")
    subset: int = subset_setting(60_000)
    seed: int = setting(
        0, low=0, high=9999, label="Choice of images", help="Another number draws other training images"
    )

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of an image."""
        raise NotImplementedError

    @property
    def shape(self) -> Shape:
        return (*self.size, 1)

    @property
    def task(self) -> Task:
        return Reconstruct(self.shape) if self.target == "image" else Classify(DIGIT_NAMES)

    @property
    def training_count(self) -> int:
        return self.subset or self.training_images

    @property
    def memory(self) -> int:
        # stored as bytes, the test images too, and read whole, whatever is chosen of them
        return 3 * self.training_images * math.prod(self.shape) // 2

    @property
    def input_text(self) -> str:
        return f"an image of {self.size[0]} × {self.size[1]} pixels, one grey value each"

    @property
    def needed_files(self) -> tuple[PublishedFile, ...]:
        """Files that have to be here to train with it."""
        return self.files

    @property
    def missing_files(self) -> tuple[PublishedFile, ...]:
        """Those of them that would have to be downloaded first."""
        return tuple(file for file in self.needed_files if not file.here)

    def bytes_to_download(self) -> int:
        """Bytes that would have to be fetched first to train with it; 0 where all files are here."""
        return sum(file.size for file in self.missing_files)

    def load(self) -> Samples:
        """The samples, or as many training images as are asked for. Raises DataUnavailable.

        The choice is plainly random, not balanced by class, as the report's 100 images were: it keeps the frequencies
        of the digits, which the test images share.
        """
        whole = self.read()
        chosen = self.chosen_of(len(whole.x_train))
        if chosen is None:
            return whole
        return dataclasses.replace(whole, x_train=whole.x_train[chosen], y_train=whole.y_train[chosen])

    def chosen_of(self, count: int) -> Labels | None:
        """Numbers of those of the `count` training images that are asked for; None for all, as they stand."""
        if not 0 < self.subset < count:
            return None
        return np.random.default_rng(self.seed).choice(count, self.subset, replace=False)

    def read(self) -> Samples:
        """All there is of the set."""
        raise NotImplementedError


@dataclass(frozen=True)
class ScannedSet(ImageSet):
    """Digits scanned from paper, which may be trained with together with digits that were written with a pen."""

    pen_strokes: int = setting(
        0,
        low=0,
        high=pens.TRAINING_DIGITS,
        label="Pen strokes added",
        help=f"Train also on so many of the {pens.TRAINING_DIGITS:,} digits that {pens.TRAINING_WRITERS} people wrote "
        "with a pen on a tablet, drawn as your own drawings are; none of them is set aside or tested with",
    )

    @property
    def further_count(self) -> int:
        return self.pen_strokes

    @property
    def memory(self) -> int:
        return super().memory + (4 * self.pen_strokes * math.prod(self.shape) + pens.MEMORY if self.pen_strokes else 0)

    @property
    def needed_files(self) -> tuple[PublishedFile, ...]:
        return (*self.files, *(pens.FILES if self.pen_strokes else ()))

    def with_further(self, samples: Samples) -> Samples:
        """The samples, and the pen strokes that are asked for; which these are, `seed` says. Raises DataUnavailable."""
        if not self.pen_strokes:
            return samples
        return samples.with_more_training(*pens.further_samples(self.size, self.pen_strokes, self.seed))


def grey_bytes(images: Array) -> npt.NDArray[np.uint8]:
    """Images as bytes to be shown, 0 (paper) to 255 (ink), from bytes or from ink as 0..1."""
    if images.dtype == np.uint8:
        return images
    grey: npt.NDArray[np.uint8] = np.rint(images.clip(0, 1) * PAPER_TO_INK).astype(np.uint8)
    return grey
