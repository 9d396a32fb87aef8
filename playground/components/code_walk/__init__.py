"""The decoder as an instrument: a slider for each number of the code, and the image they make."""

from __future__ import annotations

from collections.abc import Callable

from playground.components.code_walk.walk import Walk, read_walk
from playground.components.code_walk.walk_frame import MOST_NUMBERS, pack_walk
from playground.components.views import view

__all__ = ["MOST_NUMBERS", "Walk", "code_walk", "pack_walk", "read_walk"]

_component = view("code_walk")


def code_walk(frame: bytes, *, on_walk: Callable[[], None], key: str) -> None:
    """Show the sliders, and the image of their code beside them.

    The browser sends the code, also while a slider is dragged, one at a time: it waits for the frame that carries the
    last one's revision. So call this within an `@st.fragment`, and answer every code.

    Args:
        frame: What `pack_walk` gives.
        on_walk: Runs when a code has come; `read_walk(st.session_state[key], numbers)` is it.
        key: The sliders' place in the session's state.
    """
    _component(key=key, data=frame, on_walk_change=on_walk)
