"""A drawing as the canvas sends it: strokes of a pen, checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_STROKES = 200
MOST_POINTS = 5_000
BRUSH_LOW, BRUSH, BRUSH_HIGH = 0.02, 0.07, 0.16

Point = tuple[float, float]
Stroke = tuple[Point, ...]


class DrawingError(ValueError):
    """What was given is no drawing; the message says why."""


@dataclass(frozen=True)
class Drawing:
    """Strokes on a square canvas.

    `strokes` are lines of points (x, y) from 0 to 1, y down; a stroke of one point is a dot. `brush` is the pen's
    diameter as a share of the canvas' side, from BRUSH_LOW to BRUSH_HIGH.
    """

    strokes: tuple[Stroke, ...] = ()
    brush: float = BRUSH

    @property
    def empty(self) -> bool:
        """Whether there is nothing on the canvas."""
        return not self.strokes

    def data(self) -> dict[str, Any]:
        """Plain data that JSON can carry and `from_data` turns back into an equal Drawing."""
        return {"strokes": [[list(point) for point in stroke] for stroke in self.strokes], "brush": self.brush}

    @classmethod
    def from_data(cls, raw: object) -> Drawing:
        """The Drawing that `raw` describes; DrawingError where it is damaged or too large.

        Points a little off the canvas are moved to its edge; strokes without a point are left out.
        """
        if not isinstance(raw, Mapping):
            raise DrawingError(f"A drawing must be described by a mapping; it is {raw!r:.60}.")
        strokes, brush = raw.get("strokes"), raw.get("brush", BRUSH)
        if not isinstance(strokes, (list, tuple)) or not all(isinstance(stroke, (list, tuple)) for stroke in strokes):
            raise DrawingError("A drawing's strokes must be a list of lists of points.")
        if len(strokes) > MOST_STROKES:
            raise DrawingError(f"A drawing may have at most {MOST_STROKES} strokes; this one has {len(strokes):,}.")
        count = sum(map(len, strokes))
        if count > MOST_POINTS:
            raise DrawingError(f"A drawing may have at most {MOST_POINTS:,} points; this one has {count:,}.")
        if not _is_number(brush) or not BRUSH_LOW <= brush <= BRUSH_HIGH:
            raise DrawingError(f"The brush must be a number from {BRUSH_LOW} to {BRUSH_HIGH}; it is {brush!r:.60}.")
        return cls(tuple(tuple(map(_point, stroke)) for stroke in strokes if stroke), float(brush))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _point(raw: object) -> Point:
    if not isinstance(raw, (list, tuple)) or len(raw) != 2 or not all(map(_is_number, raw)):
        raise DrawingError(f"A point must be two finite numbers; it is {raw!r:.60}.")
    x, y = raw
    return min(max(float(x), 0.0), 1.0), min(max(float(y), 0.0), 1.0)
