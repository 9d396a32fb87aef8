"""A place picked on the map, or a code set with the sliders, as a browser tells it, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.datasets.dataset import Floats
from playground.server.sent_numbers import finite, revision_of, whole

FARTHEST = 1e6
"""No place on a map is farther out on an axis than this."""


@dataclass(frozen=True)
class Pick:
    """A place on the map that a person points at, at one moment.

    `place` is where on a walkable map, None on any other; `nearest` the number of the point nearest to it, None where
    the map shows none. Later ones have a larger `revision`.
    """

    place: tuple[float, float] | None
    nearest: int | None
    revision: int


def read_pick(message: Mapping[str, Any], count: int) -> Pick | None:
    """The pick in a message, on a map of `count` points; None where there is none."""
    revision = revision_of(message.get("revision"))
    if revision is None:
        return None
    nearest = whole(message.get("nearest"), count)
    if nearest is None and message.get("nearest") is not None:
        return None
    place = _place(message["place"]) if message.get("place") is not None else None
    if place is None and (message.get("place") is not None or nearest is None):
        return None
    return Pick(place, nearest, revision)


def _place(value: object) -> tuple[float, float] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    x, y = (finite(part, FARTHEST) for part in value)
    return None if x is None or y is None else (x, y)


LARGEST = 1e6
"""Numbers of a code are cut to ± this."""


@dataclass(frozen=True, eq=False)
class Walk:
    """The code that the sliders show, float32 (k,), at one moment; later ones have a larger `revision`."""

    code: Floats
    revision: int


def read_walk(message: Mapping[str, Any], numbers: int) -> Walk | None:
    """The code of `numbers` numbers in a message; None where there is none."""
    revision, sent = revision_of(message.get("revision")), message.get("code")
    if revision is None or not isinstance(sent, list) or len(sent) != numbers:
        return None
    code = [finite(number, LARGEST) for number in sent]
    if None in code:
        return None
    return Walk(np.array(code, np.float32), revision)
