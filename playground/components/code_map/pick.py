"""What the map sends, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playground.server.sent_numbers import finite, revision_of, whole

FARTHEST = 1e6
"""No place on a map is farther out on an axis than this."""


@dataclass(frozen=True)
class Pick:
    """What a person points at, at one moment.

    `place` is where on a walkable map, None on any other; `nearest` the number of the point nearest to it, None where
    the map shows none; `revision` the number that the marker must carry, `final` whether the pointer is lifted.
    """

    place: tuple[float, float] | None
    nearest: int | None
    revision: int
    final: bool


def read_pick(value: object, count: int) -> Pick | None:
    """The pick in `st.session_state[key]` on a map of `count` points; None where there is none or it is not one."""
    raw = value.get("pick") if isinstance(value, Mapping) else None
    if not isinstance(raw, Mapping):
        return None
    revision, final = revision_of(raw.get("revision")), raw.get("final")
    if revision is None or not isinstance(final, bool):
        return None
    nearest = whole(raw.get("nearest"), count)
    if nearest is None and raw.get("nearest") is not None:
        return None
    place = _place(raw["place"]) if raw.get("place") is not None else None
    if place is None and (raw.get("place") is not None or nearest is None):
        return None
    return Pick(place, nearest, revision, final)


def _place(value: object) -> tuple[float, float] | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    x, y = (finite(part, FARTHEST) for part in value)
    return None if x is None or y is None else (x, y)
