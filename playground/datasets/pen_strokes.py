"""Digits as strokes of a pen on a tablet, by 44 known writers, and their images as the canvas gives them.

Source: F. Alimoglu, E. Alpaydin, Methods of Combining Multiple Classifiers Based on Different Representations for
Pen-based Handwriting Recognition, TAINN 1996; E. Alpaydin, F. Alimoglu, Pen-Based Recognition of Handwritten Digits,
UCI Machine Learning Repository, 1998, doi 10.24432/C5MG6K, licence CC BY 4.0.
"""

from __future__ import annotations

import functools
import re
import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.datasets.dataset import Floats, Inputs, Labels
from playground.datasets.drawn_images import drawn_once
from playground.datasets.published_file import DataUnavailable, PublishedFile
from playground.drawing import BRUSH, BRUSH_HIGH, BRUSH_LOW, Drawing, image_of

TITLE = "Pen strokes of digits"
HOME = "https://raw.githubusercontent.com/choucavalier/pendigits-hmm/03382e1457941714439d40b67e53eaf117fe4d08/data/"
TRAIN = PublishedFile(
    TITLE,
    "pendigits",
    "pendigits-train",
    3_641_673,
    "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4",
    (HOME + "pendigits-train",),
)
TEST = PublishedFile(
    TITLE,
    "pendigits",
    "pendigits-test",
    1_661_044,
    "ddb1c19e277a56c7ffe682cc024d6ab73696f9adcc1643ef9ed5aa753007e081",
    (HOME + "pendigits-test",),
)
FILES = (TRAIN, TEST)
TRAINING_DIGITS, TRAINING_WRITERS = 7_494, 30
BOX = 500
"""Side of the square that each digit was written in, in the tablet's units."""
MOST_BYTES = 4_000_000
"""Of the larger of the files."""
MEMORY = 60 * 2**20
"""Bytes that it takes to read the files and draw the digits."""
_HEAD = re.compile(r' DIGIT\s+\S+\s+\? "(\d)"\s+\.COMMENT \1\s+(\d{1,3})\s+\d+\s')
_STROKE = re.compile(r"\.PEN_DOWN\s([\d\s]+)\.PEN_UP\s(?:\.DT \d+\s)?")
_lock = threading.Lock()

Points = npt.NDArray[np.int16]
Numbers = npt.NDArray[np.float64]
_END: Points = np.zeros(0, np.int16)
"""Stands behind the strokes of a digit."""


@dataclass(frozen=True, eq=False)
class PenDigits:
    """Digits 0 to 9 in the order of their file: `labels` and `writers`, from 1 on, int64 (n,), and each one's strokes.

    A stroke is its points (x, y), int16 (points, 2), in the tablet's units, 0 to `BOX`, y up.
    """

    labels: Labels
    writers: Labels
    strokes: tuple[tuple[Points, ...], ...]

    def __len__(self) -> int:
        return len(self.labels)

    def drawing(self, number: int, brush: float = BRUSH, turn: float = 0.0) -> Drawing:
        """The digit as if drawn on the canvas, in its middle, turned counter-clockwise by `turn` radians."""
        points = np.concatenate(self.strokes[number])
        middle = (points.max(axis=0) + points.min(axis=0)) / 2
        cos, sin = np.cos(turn), np.sin(turn)
        # with x and y as rows of points: (x, y) -> (x cos - y sin, x sin + y cos), then y down
        onto_canvas = np.array([[cos, -sin], [-sin, -cos]]) / BOX
        lines = [(stroke - middle) @ onto_canvas + 0.5 for stroke in self.strokes[number]]
        return Drawing(tuple(tuple((x, y) for x, y in line.tolist()) for line in lines), brush)

    def images(self, numbers: Labels, size: tuple[int, int], pens: Numbers, turns: Numbers) -> Inputs:
        """Images (n, rows, columns, 1) of the digits with these numbers, each with its pen and turn.

        Bytes where these hold them exactly, as `Samples` has them; 8 × 8 pixels are sixteenths, and stay float32.
        """
        strokes = (stroke.tobytes() for number in numbers.tolist() for stroke in (*self.strokes[number], _END))
        parts = (repr(size).encode(), pens.tobytes(), turns.tobytes(), *strokes)
        return drawn_once(parts, (len(numbers), *size, 1), lambda: self._drawn(numbers, size, pens, turns))

    def _drawn(self, numbers: Labels, size: tuple[int, int], pens: Numbers, turns: Numbers) -> Inputs:
        chosen = zip(numbers.tolist(), pens.tolist(), turns.tolist(), strict=True)
        images: Floats = np.stack([image_of(self.drawing(*each), size) for each in chosen])
        as_bytes = np.rint(images * 255).astype(np.uint8)
        return as_bytes if np.array_equal(as_bytes / np.float32(255), images) else images


def pen_digits() -> tuple[PenDigits, PenDigits]:
    """Those to train with, by 30 writers, and those to test with, by 14 others. Raises DataUnavailable."""
    with _lock:
        return _read()


@functools.cache
def _read() -> tuple[PenDigits, PenDigits]:
    """Both files, held once a process, as the numbers they are."""
    return digits_in(TRAIN.read()), digits_in(TEST.read())


@functools.lru_cache(maxsize=4)
def further_samples(size: tuple[int, int], count: int, seed: int) -> tuple[Floats, Labels]:
    """Images, ink 0..1, float32 (count, rows, columns, 1), and classes of `count` digits to train with.

    `seed` draws them, and a pen for each, as a person may choose any. Raises DataUnavailable.
    """
    train, _ = pen_digits()
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.choice(len(train), count, replace=False))
    images = train.images(chosen, size, rng.uniform(BRUSH_LOW, BRUSH_HIGH, count), np.zeros(count))
    ink = np.divide(images, np.float32(255 if images.dtype == np.uint8 else 1), dtype=np.float32)
    return ink, train.labels[chosen]


def digits_in(content: bytes) -> PenDigits:
    """The digits of a UNIPEN text; DataUnavailable, naming the digit, where one is not written as it should be.

    `.SEGMENT DIGIT 0 ? "8"` opens a digit, `.COMMENT 8 12 224` names its class again and its writer, `.PEN_DOWN`, a
    point a line, and `.PEN_UP` are a stroke, and `.DT` is the time between two of its points.
    """
    if len(content) > MOST_BYTES:
        raise DataUnavailable(TITLE, f"a file has more than the {MOST_BYTES:,} bytes that any of theirs has")
    _, *segments = content.decode("ascii", "replace").split(".SEGMENT")
    labels, writers, strokes = list[int](), list[int](), list[tuple[Points, ...]]()
    for number, segment in enumerate(segments):
        head = _HEAD.match(segment)
        lines = [_points(text) for text in _STROKE.findall(segment)]
        if head is None or not lines or not all(map(len, lines)) or _STROKE.sub("", segment[head.end() :]).strip():
            raise DataUnavailable(TITLE, f"digit {number:,} of a file is not written as it should be")
        labels.append(int(head[1]))
        writers.append(int(head[2]))
        strokes.append(tuple(lines))
    if not segments:
        raise DataUnavailable(TITLE, "there is no digit in a file")
    return PenDigits(np.array(labels, np.int64), np.array(writers, np.int64), tuple(strokes))


def _points(text: str) -> Points:
    """The points (n, 2) that a stroke's lines name; n is 0 where they do not, or where one lies outside the box."""
    numbers = text.split()
    if len(numbers) % 2 or any(len(each) > 3 for each in numbers):
        return np.zeros((0, 2), np.int16)
    points = np.array([int(each) for each in numbers], np.int16).reshape(-1, 2)
    return points if points.max(initial=0) <= BOX else points[:0]
