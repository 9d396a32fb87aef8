"""What the canvas sends, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playground.components.sent_numbers import revision_of
from playground.drawing import Drawing, DrawingError


@dataclass(frozen=True)
class CanvasDrawing:
    """A drawing on the canvas, at one moment.

    `centre` is whether the person wants it centred and scaled for the network, `revision` the number that the answer
    must carry, `final` whether the pen is lifted.
    """

    drawing: Drawing
    centre: bool
    revision: int
    final: bool


def read_drawing(value: object) -> CanvasDrawing | None:
    """The drawing in `st.session_state[key]`; None where there is none or the browser sent something else."""
    raw = value.get("drawing") if isinstance(value, Mapping) else None
    if not isinstance(raw, Mapping):
        return None
    revision, centre, final = revision_of(raw.get("revision")), raw.get("centre"), raw.get("final")
    if revision is None or not isinstance(centre, bool) or not isinstance(final, bool):
        return None
    try:
        drawing = Drawing.from_data(raw)
    except DrawingError:
        return None
    return CanvasDrawing(drawing, centre, revision, final)
