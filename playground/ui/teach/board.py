"""The board of the Teach page: the canvas, and the classes that its drawings become examples of."""

from __future__ import annotations

from playground.teaching.own_classes import ENOUGH, MOST_CLASSES, MOST_NAME
from playground.ui.current import session
from playground.ui.digit_canvas import LIMITS
from playground.ui.views import view

_component = view("teach_board")


def show() -> None:
    """The board; the browser tells the topics `teach` and `teach_draw` what is done, and asks `own_classes` and
    `taught`."""
    drawn = session().teaching.canvas.drawn
    begin = {**drawn.drawing.data(), "centre": True, "revision": drawn.revision}
    bounds = {"enough": ENOUGH, "longest": MOST_NAME, "most": MOST_CLASSES}
    _component(key="teach_board", data={"limits": LIMITS, "begin": begin, "clearings": 0, **bounds})
