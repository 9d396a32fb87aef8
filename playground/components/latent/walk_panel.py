"""A code in the hand: set by the map, by sliders or by a drawing, and what the decoder makes of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from playground.components.code_map import map_marker, pack_marker, read_pick
from playground.components.code_walk import MOST_NUMBERS, code_walk, pack_walk, read_walk
from playground.components.current import session
from playground.components.digit_canvas import digit_canvas
from playground.components.latent.choices import bound, chosen
from playground.components.latent.places import Places
from playground.latent.known import Known
from playground.latent.rebuilding import rebuild_drawing
from playground.words import counted, with_article

SLIDERS, DRAWING = "Sliders", "Drawing"
_MARKER, _WALK = "map_marker", "code_walk"


@st.fragment
def show(known: Known, places: Places) -> None:
    """The instrument, and the marks it leaves on the map; each move of it reruns nothing but this."""
    st.segmented_control("Make a code by", [SLIDERS, DRAWING], required=True, **bound("hand", SLIDERS))
    drawn = _drawn(known)
    walked = _walked(known)
    if chosen("hand", SLIDERS) == DRAWING:
        digit_canvas(session().canvas, "autoencoder", key="canvas")
        if drawn is None:
            st.caption("Draw a digit: it lands on the map where its code lies.")
    elif known.codes.shape[1] > MOST_NUMBERS:
        st.info(f"A code of {counted(known.codes.shape[1], 'number')} is too long for sliders; choose a narrower row.")
    else:
        _sliders(known, walked)
    revision, picked = walked["pick"], walked["picked"]
    map_marker(
        pack_marker(
            revision,
            place=places.of(known, walked["code"]),
            picked=picked if picked is not None and picked < len(places.points) else None,
            drawn=None if drawn is None else places.of(known, drawn),
            drawn_title="Your drawing",
        ),
        on_pick=lambda: _picked(known, places),
        key=_MARKER,
    )


def _sliders(known: Known, walked: dict[str, Any]) -> None:
    picked = walked["picked"]
    note = None
    if picked is not None:
        note = f"Picked: test image {picked + 1:,}, {with_article(int(known.labels[picked]))}."
    code_walk(
        pack_walk(
            walked["walk"],
            walked["code"],
            known.ranges,
            known.codes.mean(axis=0),
            known.autoencoder.decode(walked["code"][None])[0],
            picked=None if picked is None else known.codes[picked],
            note=note,
        ),
        on_walk=lambda: _moved(known),
        key=_WALK,
    )


def _walked(known: Known) -> dict[str, Any]:
    """Where the walk stands: its `code`, the number `picked` on the map, and the revisions of both components.

    For another code, as of another network, it begins anew at the mean of the test codes.
    """
    kept: dict[str, Any] = st.session_state.setdefault("walk", {"pick": 0, "walk": 0, "of": None})
    of = (known.experiment.layers, known.row, known.theta.tobytes())
    if kept["of"] != of:
        kept |= {"of": of, "code": known.codes.mean(axis=0), "picked": None}
    return kept


def _picked(known: Known, places: Places) -> None:
    """Something was pointed at on the map."""
    pick = read_pick(st.session_state[_MARKER], len(places.points))
    if pick is None:
        return
    kept = _walked(known)
    kept["pick"] = pick.revision
    if pick.place is not None and places.projection is not None:
        kept |= {"code": places.projection.lift(np.array([pick.place]))[0], "picked": pick.nearest}
    elif pick.nearest is not None:
        kept |= {"code": known.codes[pick.nearest], "picked": pick.nearest}


def _moved(known: Known) -> None:
    """A slider was moved."""
    walk = read_walk(st.session_state[_WALK], known.codes.shape[1])
    if walk is not None:
        kept = _walked(known)
        kept |= {"walk": walk.revision, "code": walk.code}


def _drawn(known: Known) -> Array | None:
    """The code of the drawing on the canvas, here or on the Draw page; None where it is empty."""
    drawn = session().canvas.drawn
    return rebuild_drawing(known.autoencoder, drawn.drawing, centre=drawn.centre).code
