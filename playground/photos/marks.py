"""Marks of ink, each perhaps a digit: strokes joined, specks and edges left out, in the order that they are read in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from nn.module import Array
from playground.photos.ink import PEN, Mask

AROUND = np.ones((3, 3), np.bool_)
"""Pixels that touch, also by their corners."""
MOST_MARKS = 60
"""Digits that are read in one photo."""
MOST_PIECES = 500
"""Pieces of ink that are looked at, the largest first: grain has more."""
LEAST_HEIGHT = 12
"""Pixels of a digit; what is smaller is a speck."""
SPECK = 0.35
"""Of the usual height: what is smaller both ways is no digit of its own."""
EDGE_SPAN = 0.25
"""Share of the picture's side: what touches its edge and is larger is the table, a shadow or a hand."""
WHOLE_SPAN = 0.9
BESIDE, EDGE = 0.2, 0.55
"""So far from a mark, by its own size, one side has no less than this share of the light of the other: else it is the
edge of the paper, or of a thing that lies on it."""
JOINT = 0.3
"""Pieces whose gap is twice this share of the pen's thickness, or less, are one."""
SOLID, SLENDER = 0.75, 0.5
"""Shares of a box: one that is filled by more, and is no more slender, holds a blot, or a thing, and no digit."""
FRAGMENT = 0.75
"""Of the usual height: only what is smaller is joined to something else."""
OVERLAP, GAP = 0.4, 0.3
"""A fragment is joined where so much of the narrower's width is above or below the other, and the gap between them is
at most this share of the usual height."""


@dataclass(frozen=True, eq=False)
class Mark:
    """A mark: its box in the picture, without `bottom` and `right`, and the labels of the pieces that it is made of."""

    top: int
    left: int
    bottom: int
    right: int
    pieces: tuple[int, ...]

    @property
    def height(self) -> int:
        """Of its box, in pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Of its box, in pixels."""
        return self.right - self.left

    def joined(self, other: Mark) -> Mark:
        """Both as one."""
        return Mark(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
            self.pieces + other.pieces,
        )


def marks_of(ink: Mask, brightness: Array) -> tuple[list[list[Mark]], Array]:
    """The largest marks, line by line, each from the left, and the label of each pixel's piece, which on paper is 0."""
    if not ink.any():
        return [], np.zeros(ink.shape, np.int32)
    labels = _pieces(ink)
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    largest = np.sort(np.argsort(-sizes, kind="stable")[:MOST_PIECES])
    boxes = ndimage.find_objects(labels)
    pieces = [
        Mark(down.start, across.start, down.stop, across.stop, (number,))
        for number in largest.tolist()
        if number and sizes[number]
        for down, across in [boxes[number - 1]]
    ]
    kept = [
        piece
        for piece in pieces
        if max(piece.height, piece.width) >= LEAST_HEIGHT // 2
        and _inside(piece, ink)
        and not _is_edge(piece, brightness)
    ]
    tall = [piece.height for piece in kept if piece.height >= LEAST_HEIGHT]
    if not tall:
        return [], labels
    usual = float(np.percentile(tall, 70))
    marks = [
        mark
        for mark in _joined(kept, usual)
        if _is_large(mark, usual) and not _is_solid(mark, int(sizes[list(mark.pieces)].sum()))
    ]
    marks.sort(key=lambda mark: -mark.height)
    return lines_of_marks(marks[:MOST_MARKS]), labels


def _pieces(ink: Mask) -> Array:
    """The number of the piece that each pixel of ink belongs to, 0 on paper."""
    apart, count = ndimage.label(ink, AROUND)
    numbers = np.arange(1, count + 1)
    pens = PEN * ndimage.mean(ndimage.distance_transform_edt(ink), apart, numbers)
    # specks have no pen: of the ink, half is of thinner pieces
    order, sizes = np.argsort(pens), np.bincount(apart.ravel())[1:]
    pen = pens[order][np.searchsorted(np.cumsum(sizes[order]), sizes.sum() / 2)]
    labels, _ = ndimage.label(ndimage.distance_transform_edt(~ink) <= max(1.0, JOINT * pen), AROUND)
    own: Array = np.where(ink, labels, 0)
    return own


def _is_solid(mark: Mark, ink: int) -> bool:
    slender = min(mark.height, mark.width) < SLENDER * max(mark.height, mark.width)
    return not slender and ink > SOLID * mark.height * mark.width


def _is_edge(mark: Mark, brightness: Array) -> bool:
    """True where one side of the mark is much darker than the other."""
    far = max(4, round(BESIDE * max(mark.height, mark.width)))
    down, across = slice(mark.top, mark.bottom), slice(mark.left, mark.right)
    pairs = (
        (brightness[down, max(0, mark.left - far) : mark.left], brightness[down, mark.right : mark.right + far]),
        (brightness[max(0, mark.top - far) : mark.top, across], brightness[mark.bottom : mark.bottom + far, across]),
    )
    for sides in pairs:
        if all(side.size for side in sides):
            low, high = sorted(float(np.median(side)) for side in sides)
            if low < EDGE * high:
                return True
    return False


def _inside(piece: Mark, ink: Mask) -> bool:
    rows, columns = ink.shape
    if piece.height > WHOLE_SPAN * rows or piece.width > WHOLE_SPAN * columns:
        return False
    touches = piece.top == 0 or piece.left == 0 or piece.bottom == rows or piece.right == columns
    return not (touches and (piece.height > EDGE_SPAN * rows or piece.width > EDGE_SPAN * columns))


def _is_large(mark: Mark, usual: float) -> bool:
    return mark.height >= LEAST_HEIGHT and max(mark.height, mark.width) >= SPECK * usual and mark.height >= usual / 4


def _joined(pieces: list[Mark], usual: float) -> list[Mark]:
    """Fragments joined to what they belong to, the smallest first, until none is left that does."""
    marks, waiting = list(pieces), sorted(pieces, key=lambda piece: piece.height)
    while waiting:
        mark = waiting.pop(0)
        if mark.height >= FRAGMENT * usual or mark not in marks:
            continue
        others = [other for other in marks if other is not mark and _belong(mark, other, usual)]
        if others:
            nearest = min(others, key=lambda other: _gap(mark, other))
            whole = mark.joined(nearest)
            marks = [*(each for each in marks if each not in (mark, nearest)), whole]
            waiting.insert(0, whole)
    return marks


def _gap(mark: Mark, other: Mark) -> int:
    return max(0, mark.top - other.bottom, other.top - mark.bottom)


def _belong(mark: Mark, other: Mark, usual: float) -> bool:
    overlap = min(mark.right, other.right) - max(mark.left, other.left)
    tall = mark.joined(other).height
    near = _gap(mark, other) <= GAP * usual
    return overlap >= OVERLAP * min(mark.width, other.width) and near and tall <= 1.6 * max(usual, other.height)


def lines_of_marks(marks: list[Mark]) -> list[list[Mark]]:
    """The marks line by line, each from the left: one whose middle is within the height of a line stands in it."""
    lines: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda each: each.top + each.bottom):
        middle = (mark.top + mark.bottom) / 2
        line = next((line for line in lines if _top(line) <= middle <= _bottom(line)), None)
        if line is None:
            lines.append([mark])
        else:
            line.append(mark)
    return [sorted(line, key=lambda each: each.left) for line in lines]


def _top(line: list[Mark]) -> float:
    return float(np.mean([mark.top for mark in line]))


def _bottom(line: list[Mark]) -> float:
    return float(np.mean([mark.bottom for mark in line]))
