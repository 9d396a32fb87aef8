"""The canvas of the Draw page, and what is to be done with the drawing."""

from __future__ import annotations

import streamlit as st

from playground.server.topics.input_image import DRAWING
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import Choices
from playground.ui.current import session
from playground.ui.digit_canvas import digit_canvas
from playground.ui.layer_outputs import layer_outputs
from playground.ui.reader_panel import AUTOENCODER_ROLE, CLASSIFIER, Role
from playground.ui.switched_units import switched_units
from playground.ui.views import style

_choices = Choices("draw")
_STYLE = f"<style>{style('draw/draw.css')}</style>"
SEEN = "What every layer of the network makes of the drawing, while it is drawn"
NAME, REBUILD = "Name the digit", "Rebuild the image"


def begin() -> Role:
    """The title, and beside it the choice of what is made of the drawing."""
    st.html(_STYLE)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="draw_head"):
        st.title("Draw a digit", anchor=False, width="content")
        return _choose_role()


def _choose_role() -> Role:
    """The role of the network that is given the drawing; at first that which one was trained for here."""
    here = session()
    only_rebuilds = here.own_run("autoencoder") is not None and here.own_run("digits") is None
    first = REBUILD if only_rebuilds else NAME
    modes = [NAME, REBUILD]
    choice_buttons(
        "What the network does with it",
        modes,
        label_visibility="collapsed",
        **_choices.bound_among("mode", modes, first=first),
    )
    return AUTOENCODER_ROLE if _choices.chosen("mode", first) == REBUILD else CLASSIFIER


def show(role: Role) -> None:
    """The canvas with the network's answer beside it, and, where it is asked for, what each layer makes of it."""
    digit_canvas(session().canvas, role.name, switches=True, key="canvas")
    asked = {"role": role.name, "switches": True}
    if st.toggle("What each layer sees", help=SEEN, **_choices.bound("layers", False)):
        with st.container(key="layers_of_drawing"):
            switched_units(asked, key="draw switched")
            layer_outputs("layers", {"source": DRAWING, **asked}, key="draw layers")
    elif (run := role.run()) is not None and session().switched_off.of(run):
        switched_units(asked, key="draw switched")
