"""A photo read: its digits found, cut out, prepared as the ready reader's were, and named one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nn.module import Array
from playground.photos.digit import scanned_digit
from playground.photos.ink import darkness, ink_of
from playground.photos.marks import Mark, marks_of
from playground.ready import network
from playground.ready.recipes import READER

SURE = 0.7
"""From this share of belief on an answer is given as one; below it says that it is not sure."""


@dataclass(frozen=True, eq=False)
class FoundDigit:
    """A mark in a photo, the `image` that the network was shown of it, ink 0..1 (28, 28, 1), and its belief (10,)."""

    mark: Mark
    image: Array
    shares: Array

    @property
    def answer(self) -> int:
        """The likeliest digit."""
        return int(self.shares.argmax())

    @property
    def share(self) -> float:
        """The belief in it, 0 to 1."""
        return float(self.shares.max())

    @property
    def sure(self) -> bool:
        """True where that is enough for an answer."""
        return self.share >= SURE


@dataclass(frozen=True, eq=False)
class PhotoReading:
    """The photo's brightness, 0 to 1 (rows, columns), and its digits line by line, each from the left.

    It was `mirrored` where it had to be turned over to be read.
    """

    brightness: Array
    lines: tuple[tuple[FoundDigit, ...], ...]
    mirrored: bool = False

    @property
    def digits(self) -> tuple[FoundDigit, ...]:
        """All of them."""
        return tuple(digit for line in self.lines for digit in line)

    @property
    def share(self) -> float:
        """The mean belief in the answers, 0 to 1; 0 where there are none."""
        return float(np.mean([digit.share for digit in self.digits])) if self.lines else 0.0


def read_photo(brightness: Array) -> PhotoReading:
    """Read the digits in a photo's brightness, as `open_picture` gives it. Raises nn.storage.StorageError."""
    lines, labels = marks_of(ink_of(darkness(brightness)), brightness)
    marks = [mark for line in lines for mark in line]
    if not marks:
        return PhotoReading(brightness, ())
    images = np.stack([scanned_digit(_of_mark(labels, mark)) for mark in marks])
    found = iter(map(FoundDigit, marks, images, network(READER).shares(images)))
    return PhotoReading(brightness, tuple(tuple(next(found) for _ in line) for line in lines))


def read_either_way(brightness: Array) -> PhotoReading:
    """Read a photo that a camera may have mirrored: as it is or turned over, whichever is read with more belief."""
    as_it_is, turned = read_photo(brightness), read_photo(np.ascontiguousarray(brightness[:, ::-1]))
    return replace(turned, mirrored=True) if turned.share > as_it_is.share else as_it_is


def _of_mark(labels: Array, mark: Mark) -> Array:
    """The pixels of a mark's box that are its own: a neighbour that reaches into it is not."""
    return np.isin(labels[mark.top : mark.bottom, mark.left : mark.right], mark.pieces)
