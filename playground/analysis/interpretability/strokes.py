"""Occlusion of a drawing, stroke by stroke: what the network would say without each of them."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.drawing import Drawing, image_of
from playground.drawing.drawing import Stroke
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork

MOST_PARTS = 12
"""Parts of a drawing that are tried; of more strokes the longest."""
PIECES = 3
"""Pieces that a drawing's only stroke is cut into: without all of it there would be nothing to read."""


@dataclass(frozen=True)
class Part:
    """A part of a drawing: the points `first` to `last` of the stroke number `stroke`, all counted from 0."""

    stroke: int
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class WithoutPart:
    """The shares of belief in each class, (classes,), without a part; None where nothing is left to read."""

    part: Part
    probabilities: Array | None


def parts_of(drawing: Drawing) -> list[Part]:
    """The strokes in their order, or the pieces, about as long as each other, of an only one; at most `MOST_PARTS`."""
    if len(drawing.strokes) == 1:
        return _pieces(drawing.strokes[0])
    longest = sorted(range(len(drawing.strokes)), key=lambda number: -_length(drawing.strokes[number]))[:MOST_PARTS]
    return [Part(number, 0, len(drawing.strokes[number]) - 1) for number in sorted(longest)]


def without(drawing: Drawing, part: Part) -> Drawing:
    """The drawing as if the part had not been drawn; of its stroke both ends are left, where it has any."""
    stroke = drawing.strokes[part.stroke]
    before = stroke[: part.first + 1] if part.first else ()
    behind = stroke[part.last :] if part.last < len(stroke) - 1 else ()
    left = tuple(rest for rest in (before, behind) if rest)
    strokes = (*drawing.strokes[: part.stroke], *left, *drawing.strokes[part.stroke + 1 :])
    return dataclasses.replace(drawing, strokes=strokes)


@overflow_allowed
def occlusion(network: TrainedNetwork, drawing: Drawing, *, centre: bool) -> list[WithoutPart]:
    """Readings of the drawing without each of its parts, by a network that tells images apart.

    Each is read as a drawing of its own would be, centred and scaled anew: as if the stroke were undone.
    """
    rows, columns, _ = network.shape
    parts = parts_of(drawing)
    drawings = [without(drawing, part) for part in parts]
    images = [image_of(each, (rows, columns), centre=centre) for each in drawings if not each.empty]
    found = iter(network.shares(np.stack(images)) if images else ())
    return [WithoutPart(part, None if each.empty else next(found)) for part, each in zip(parts, drawings, strict=True)]


def _pieces(stroke: Stroke) -> list[Part]:
    # the point of the stroke that is nearest to each of the cuts
    walked = np.concatenate([[0.0], np.cumsum(_steps(stroke))])
    cuts = np.abs(walked[:, None] - np.linspace(0, walked[-1], PIECES + 1)).argmin(axis=0)
    ends = np.unique(cuts).tolist()
    if len(ends) == 1:
        return [Part(0, 0, len(stroke) - 1)]
    return [Part(0, first, last) for first, last in itertools.pairwise(ends)]


def _steps(stroke: Stroke) -> Array:
    steps: Array = np.linalg.norm(np.diff(np.array(stroke), axis=0), axis=1)
    return steps


def _length(stroke: Stroke) -> float:
    return float(_steps(stroke).sum())
