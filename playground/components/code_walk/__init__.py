"""The decoder as an instrument: a slider for each number of the code, and the image they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from playground.components.assets import script, style
from playground.components.code_walk.walk import Walk, read_walk
from playground.components.code_walk.walk_frame import MOST_NUMBERS, pack_walk

__all__ = ["MOST_NUMBERS", "Walk", "code_walk", "pack_walk", "read_walk"]

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    "../words.js",
    "../wire.js",
    "../ink.js",
    "../live_plot/elements.js",
    "../live_plot/numbers.js",
    "../digit_canvas/courier.js",
    "../code_map/ink_picture.js",
    "code_slider.js",
    "slider_bank.js",
    "decoded.js",
    "code_walk.js",
)
_STYLES = style(_FOLDER, "code_walk.css")
# What draws never changes: as an element of its own it goes to the browser once, the feed with every answer.
_drawing = st.components.v2.component("code_walk_drawing", js=script(_FOLDER, *_SCRIPTS))
_feed = st.components.v2.component("code_walk", js=script(_FOLDER, "feed.js"))


def code_walk(frame: bytes, *, on_walk: Callable[[], None], key: str) -> None:
    """Show the sliders, and the image of their code beside them.

    The browser sends the code, also while a slider is dragged, one at a time: it waits for the frame that carries the
    last one's revision. So call this within an `@st.fragment`, and answer every code.

    Args:
        frame: What `pack_walk` gives.
        on_walk: Runs when a code has come; `read_walk(st.session_state[key], numbers)` is it.
        key: The sliders' place in the session's state.
    """
    with st.container(gap=None):
        _drawing(key=f"{key}: drawing", data=_STYLES)
        _feed(key=key, data=frame, on_walk_change=on_walk)
