"""Layers' outputs as pictures, drawn anew with every stroke."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from playground.components.assets import script, style

__all__ = ["layer_outputs"]

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    "../words.js",
    "../wire.js",
    "../live_plot/elements.js",
    "../live_plot/theme.js",
    "signed_colours.js",
    "number_text.js",
    "legend.js",
    "tiles.js",
    "bars.js",
    "strip.js",
    "block.js",
    "layer_outputs.js",
)
_STYLES = style(_FOLDER, "layer_outputs.css")
# As in the live plot: what draws goes to the browser once, a frame carries only its numbers.
_drawing = st.components.v2.component("layer_outputs_drawing", js=script(_FOLDER, *_SCRIPTS))
_feed = st.components.v2.component("layer_outputs", js=script(_FOLDER, "feed.js"))


def layer_outputs(frame: bytes, *, key: str) -> None:
    """Show one frame; the next one under the same key is drawn into the same picture.

    Args:
        frame: What `playground.wire.pack` makes of a header and arrays, as `playground.inside.frames` does. The header
            has `legend` ("none", "own" for a scale for each picture, or "shared" where all may be asked to have one)
            and `blocks`, one for each picture: what `playground.inside.pictures.block` says of it. The arrays are the
            pictures, int8 (tiles, rows, columns), by their number, and those named by a block's `under`, uint8
            (rows, columns).
        key: The picture's place in the session's state.
    """
    with st.container(gap=None):
        _drawing(key=f"{key}: drawing", data=_STYLES)
        _feed(key=key, data=frame)
