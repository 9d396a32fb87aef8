"""A drawing as the canvas sends it: strokes of a pen, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nn.settings import brief, finite_number

MOST_STROKES = 200
MOST_POINTS = 5_000
BRUSH_LOW, BRUSH, BRUSH_HIGH = 0.02, 0.07, 0.16

Point = tuple[float, float]
Stroke = tuple[Point, ...]


class DrawingError(ValueError):
    """Refusal of what is no drawing; the message says why."""


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
            raise DrawingError(f"A drawing must be described by a mapping; it is {brief(raw)}.")
        strokes, brush = raw.get("strokes"), raw.get("brush", BRUSH)
        if not isinstance(strokes, (list, tuple)) or not all(isinstance(stroke, (list, tuple)) for stroke in strokes):
            raise DrawingError("A drawing's strokes must be a list of lists of points.")
        if len(strokes) > MOST_STROKES:
            raise DrawingError(f"A drawing may have at most {MOST_STROKES} strokes; this one has {len(strokes):,}.")
        count = sum(map(len, strokes))
        if count > MOST_POINTS:
            raise DrawingError(f"A drawing may have at most {MOST_POINTS:,} points; this one has {count:,}.")
        width = finite_number(brush)
        if width is None or not BRUSH_LOW <= width <= BRUSH_HIGH:
            raise DrawingError(f"The brush must be a number from {BRUSH_LOW} to {BRUSH_HIGH}; it is {brief(brush)}.")
        return cls(tuple(tuple(map(_point, stroke)) for stroke in strokes if stroke), float(width))


def _point(raw: object) -> Point:
    point = [finite_number(part) for part in raw] if isinstance(raw, (list, tuple)) and len(raw) == 2 else []
    if not point or None in point:
        raise DrawingError(f"A point must be two finite numbers; it is {brief(raw)}.")
    x, y = (min(max(float(part), 0.0), 1.0) for part in point if part is not None)
    return x, y
