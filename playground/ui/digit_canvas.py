"""The digit canvas: draw a digit, and see at once what a network makes of it and what it saw."""

from __future__ import annotations

from typing import Literal

from playground.drawing import BRUSH_HIGH, BRUSH_LOW, MOST_POINTS, MOST_STROKES
from playground.server.canvas import Canvas
from playground.ui.views import view

_component = view("digit_canvas")
LIMITS = {"strokes": MOST_STROKES, "points": MOST_POINTS, "brush": {"low": BRUSH_LOW, "high": BRUSH_HIGH}}


def digit_canvas(
    canvas: Canvas,
    role: Literal["digits", "autoencoder"],
    *,
    sobel: int | None = None,
    switches: bool = False,
    key: str,
) -> None:
    """Show the canvas; the browser tells the topic `draw` what is drawn on it, and asks `reading` what is made of it.

    Args:
        canvas: The session's: the drawing to begin with, where the canvas has just appeared.
        role: Whose network reads the drawing: that which tells digits apart, or that which rebuilds images.
        switches: Whether the units that are switched off are so here.
        sobel: The row of a Conv2D that has Sobel's filters here.
        key: The component's place in the session's state.
    """
    drawn = canvas.drawn
    begin = {**drawn.drawing.data(), "centre": drawn.centre, "revision": drawn.revision}
    reader = {"role": role, "sobel": sobel, "switches": switches}
    _component(key=key, data={"limits": LIMITS, "begin": begin, "clearings": canvas.clearings, "reader": reader})
