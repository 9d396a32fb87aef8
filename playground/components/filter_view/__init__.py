"""A layer's filters to choose from, and what the chosen one answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from playground.components.assets import script, style
from playground.components.sent_numbers import whole

__all__ = ["chosen_filter", "filter_view"]

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    "../words.js",
    "../wire.js",
    "../live_plot/elements.js",
    "../live_plot/theme.js",
    "../layer_outputs/signed_colours.js",
    "../layer_outputs/number_text.js",
    "figure.js",
    "filter_grid.js",
    "filter_answer.js",
    "exciting.js",
    "filter_view.js",
)
_STYLES = style(_FOLDER, "filter_view.css")
_drawing = st.components.v2.component("filter_view_drawing", js=script(_FOLDER, *_SCRIPTS))
_feed = st.components.v2.component("filter_view", js=script(_FOLDER, "feed.js"))


def filter_view(frame: bytes, *, on_chosen: Callable[[], None], key: str) -> None:
    """Show one frame; the next one under the same key is drawn into the same picture.

    Args:
        frame: What `playground.inside.frames.filters_frame` gives.
        on_chosen: Runs when a person has chosen a filter; `chosen_filter(st.session_state[key])` is it.
        key: The picture's place in the session's state.
    """
    with st.container(gap=None):
        _drawing(key=f"{key}: drawing", data=_STYLES)
        _feed(key=key, data=frame, on_chosen_change=on_chosen)


def chosen_filter(value: object, count: int) -> int | None:
    """The number of the filter that the browser names, of `count` there are; None where it names none of them."""
    raw = value.get("chosen") if isinstance(value, Mapping) else None
    return whole(raw, count)
