"""The image that the network looks at: a drawing, a test image, or bars at an angle."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.interpretability.interpretation import Interpretation
from playground.server.topics.input_image import BARS, DRAWING, TEST_IMAGE
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import INSIDE
from playground.ui.current import session
from playground.ui.digit_canvas import digit_canvas
from playground.ui.layer_outputs import layer_outputs

SOURCES = {
    DRAWING: ":material/draw: Drawing",
    TEST_IMAGE: ":material/image: Test image",
    BARS: ":material/texture: Bars",
}


def choose_source() -> None:
    """Where the image comes from."""
    choice_buttons(
        "What it looks at",
        list(SOURCES),
        format_func=SOURCES.__getitem__,
        width="stretch",
        **INSIDE.bound_among("source", list(SOURCES)),
    )


def show(seen: Interpretation, sobel: int | None) -> dict[str, Any]:
    """The image, with what makes it; gives the message that the topics are asked with. Raises DataUnavailable.

    `sobel` is the row of a Conv2D that has Sobel's filters here.
    """
    source = INSIDE.chosen("source", DRAWING)
    message = {"source": source, "sobel": sobel, "switches": True}
    if source == DRAWING:
        digit_canvas(session().canvas, "digits", sobel=sobel, switches=True, key="canvas")
        return message
    message |= _test_image(seen) if source == TEST_IMAGE else _bars(seen)
    layer_outputs("image", message, key="inside picture")
    return message


def _test_image(seen: Interpretation) -> dict[str, Any]:
    count = len(seen.samples.x_test)
    if not 0 <= INSIDE.chosen("image", 0) < count:
        INSIDE.choose("image", 0)
    st.number_input(f"Number, 0 to {count - 1}", 0, count - 1, step=1, **INSIDE.bound("image", 0))
    with st.container(horizontal=True, gap="small"):
        st.button("Random", icon=":material/casino:", key="inside random", on_click=_random, args=(count,))
        st.button("A wrong one", icon=":material/close:", key="inside wrong", on_click=_wrong, args=(seen,))
    if INSIDE.chosen("none_wrong", False):
        INSIDE.choose("none_wrong", False)
        st.toast("It gets every test image right that was tried.", icon=":material/check:")
    return {"image": INSIDE.chosen("image", 0)}


def _bars(seen: Interpretation) -> dict[str, Any]:
    rows, _, _ = seen.network.shape
    angle = st.slider(
        "Angle (degrees)",
        0,
        175,
        step=5,
        help="0 lies flat, 90 stands upright, counter-clockwise",
        **INSIDE.bound("angle", 90),
    )
    width = st.slider("Width of a bar (pixels)", 1.0, rows / 2, step=0.5, **INSIDE.bound("width", 2.0, most=rows / 2))
    phase = st.slider("Phase (share of bar and gap)", 0.0, 1.0, step=0.05, **INSIDE.bound("phase", 0.0))
    return {"angle": angle, "width": width, "phase": phase}


def _random(count: int) -> None:
    INSIDE.choose("image", int(np.random.default_rng().integers(count)))


def _wrong(seen: Interpretation) -> None:
    """The next one that it gets wrong, and after the last the first."""
    wrong = seen.wrong()
    if not len(wrong):
        # said where the image is drawn: what a callback draws would take the place of the page's first elements
        INSIDE.choose("none_wrong", True)
        return
    later = wrong[wrong > INSIDE.chosen("image", 0)]
    INSIDE.choose("image", int(later[0] if len(later) else wrong[0]))
