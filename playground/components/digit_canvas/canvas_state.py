"""What every answer tells the canvas, whatever the network makes of drawings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

import numpy as np

from nn.module import Array
from playground.drawing import BRUSH, BRUSH_HIGH, BRUSH_LOW, MOST_POINTS, MOST_STROKES
from playground.drawing.drawing import Stroke

LIMITS = {
    "strokes": MOST_STROKES,
    "points": MOST_POINTS,
    "brush": {"low": BRUSH_LOW, "start": BRUSH, "high": BRUSH_HIGH},
}


class CanvasState(TypedDict, total=False):
    """What may come with every answer.

    note: A sentence under the answer: why there is none, or how far to trust it.
    clear_token: The canvas is cleared when this differs from the answer before; 0 if not given.
    strokes: The drawing to begin with, taken only by a canvas that has just appeared: give the page's own copy while
        `st.session_state` has no drawing of this canvas, as after a visit to another page. Likewise `brush` and
        `centre`.
    """

    note: str | None
    clear_token: int
    strokes: Sequence[Stroke] | None
    brush: float | None
    centre: bool | None


def canvas_header(kind: str, revision: int, state: CanvasState) -> dict[str, Any]:
    """The header of an answer of this kind to the drawing `revision`."""
    unsaid = {"note": None, "clear_token": 0, "strokes": None, "brush": None, "centre": None}
    return {"kind": kind, "revision": revision, **unsaid, **state, "limits": LIMITS}


def ink_bytes(image: Array) -> Array:
    """An image (rows, columns) or (rows, columns, 1), ink 0..1, as uint8 (rows, columns) of 255 for full ink.

    Raises:
        ValueError: Where the image has no two axes or a value is not finite.
    """
    if image.ndim not in (2, 3) or image.shape[2:] not in ((), (1,)) or not np.isfinite(image).all():
        raise ValueError(f"The image must be finite and of (rows, columns); it is of {image.shape}.")
    return (image.reshape(image.shape[:2]).clip(0, 1) * 255).round().astype(np.uint8)
