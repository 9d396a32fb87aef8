"""The digit canvas: draw a digit, and see at once what the network makes of it and what it saw."""

from __future__ import annotations

from collections.abc import Callable

from playground.components.digit_canvas.answer import pack_answer
from playground.components.digit_canvas.canvas_drawing import CanvasDrawing, read_drawing
from playground.components.digit_canvas.rebuilt import pack_rebuilt
from playground.components.views import view

__all__ = ["CanvasDrawing", "digit_canvas", "pack_answer", "pack_rebuilt", "read_drawing"]

_component = view("digit_canvas")


def digit_canvas(*, answer: bytes | None, on_drawing: Callable[[], None], key: str) -> None:
    """Show the canvas with `answer` beside it.

    The browser keeps the drawing and sends it, also while the pen moves, one at a time: it waits for the answer that
    carries the last one's revision. So call this within an `@st.fragment`, and answer every drawing.

    Args:
        answer: What `pack_answer` or, for an autoencoder, `pack_rebuilt` gave for the last drawing; None before there
            is one. The kind may change from one answer to the next.
        on_drawing: Runs when a drawing has come; `read_drawing(st.session_state[key])` is it.
        key: The component's place in the session's state.
    """
    _component(
        key=key,
        data=pack_answer(0, (), None, None) if answer is None else answer,
        on_drawing_change=on_drawing,
    )
