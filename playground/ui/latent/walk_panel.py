"""The selected code: set by the map, by sliders or by a drawing, and what the decoder makes of it."""

from __future__ import annotations

import streamlit as st

from playground.experiment.words import counted
from playground.server.topics.code_frames import MOST_NUMBERS
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import LATENT
from playground.ui.code_views import code_walk
from playground.ui.current import session
from playground.ui.digit_canvas import digit_canvas

SLIDERS, DRAWING = "Sliders", "Drawing"


def show(numbers: int) -> None:
    """The instrument for a code of so many numbers."""
    choice_buttons("Make a code by", [SLIDERS, DRAWING], **LATENT.bound_among("hand", [SLIDERS, DRAWING]))
    if LATENT.chosen("hand", SLIDERS) == DRAWING:
        digit_canvas(session().canvas, "autoencoder", key="canvas")
        st.caption("Draw a digit: it lands on the map where its code lies.")
    elif numbers > MOST_NUMBERS:
        st.info(f"A code of {counted(numbers, 'number')} is too long for sliders; choose a narrower row.")
    else:
        code_walk(key="code_walk")
