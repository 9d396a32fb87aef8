"""The image that the network looks at: a drawing, a test image, or bars at an angle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn.module import Array
from playground.components.current import session
from playground.components.digit_canvas import digit_canvas
from playground.components.inside.choices import bound, choose, chosen
from playground.components.inside.seen import Seen
from playground.components.layer_outputs import layer_outputs
from playground.drawing import prepare
from playground.inside.frames import image_frame
from playground.inside.patterns import bars
from playground.overflow import overflow_allowed
from playground.reading import as_shares
from playground.words import with_article

DRAWING, TEST_IMAGE, BARS = "Drawing", "Test image", "Bars"
SOURCES = {
    DRAWING: ":material/draw: Drawing",
    TEST_IMAGE: ":material/image: Test image",
    BARS: ":material/texture: Bars",
}
SIDE = 256
"""Pixels on the screen."""


@dataclass(frozen=True, eq=False)
class Present:
    """An image (rows, columns, 1) of ink, 0..1 or as bytes, and what the network is shown of it, float32."""

    image: Array
    inputs: Array
    revision: int
    """Of the drawing."""


def choose_source() -> None:
    """Where the image comes from."""
    st.segmented_control(
        "What it looks at",
        list(SOURCES),
        format_func=SOURCES.__getitem__,
        required=True,
        width="stretch",
        **bound("source", DRAWING),
    )


def show(seen: Seen) -> Present:
    """The image, with what makes it. Raises DataUnavailable."""
    image = {DRAWING: _drawing, TEST_IMAGE: _test_image, BARS: _bars}[chosen("source", DRAWING)](seen)
    inputs = seen.network.inputs(image[None])[0]
    return Present(image, inputs, session().canvas.drawn.revision)


def _drawing(seen: Seen) -> Array:
    digit_canvas(session().canvas, "digits", sobel=seen.sobel, key="canvas")
    drawn, (rows, columns, _) = session().canvas.drawn, seen.network.shape
    return prepare(drawn.drawing, (rows, columns), centre=drawn.centre)


def _test_image(seen: Seen) -> Array:
    samples = seen.samples
    count = len(samples.x_test)
    if not 0 <= chosen("image", 0) < count:
        choose("image", 0)
    st.number_input(f"Number, 0 to {count - 1}", 0, count - 1, step=1, **bound("image", 0))
    with st.container(horizontal=True, gap="small"):
        st.button("Random", icon=":material/casino:", key="inside random", on_click=_random, args=(count,))
        st.button("A wrong one", icon=":material/close:", key="inside wrong", on_click=_wrong, args=(seen,))
    if chosen("none_wrong", False):
        choose("none_wrong", False)
        st.toast("It gets every test image right that was tried.", icon=":material/check:")
    number = chosen("image", 0)
    image: Array = samples.x_test[number]
    classes = seen.network.classes
    _picture(seen, image, f"It is **{with_article(classes[int(samples.y_test[number])])}**. " if classes else "")
    return image


def _bars(seen: Seen) -> Array:
    rows, columns, _ = seen.network.shape
    angle = st.slider(
        "Angle (degrees)",
        0,
        175,
        step=5,
        help="0 lies flat, 90 stands upright, counter-clockwise",
        **bound("angle", 90),
    )
    width = st.slider("Width of a bar (pixels)", 1.0, rows / 2, step=0.5, **bound("width", 2.0))
    phase = st.slider("Phase (share of bar and gap)", 0.0, 1.0, step=0.05, **bound("phase", 0.0))
    image = bars((rows, columns), angle=angle, width=width, phase=phase)
    _picture(seen, image, "")
    return image


@overflow_allowed
def _picture(seen: Seen, image: Array, truth: str) -> None:
    layer_outputs(image_frame("The image", image, SIDE), key="inside picture")
    if seen.network.classes:
        shares = as_shares(seen.network.model.predict(seen.network.inputs(image[None]))[0])
        best = int(shares.argmax())
        name = with_article(seen.network.classes[best])
        st.markdown(f"{truth}The network takes it for **{name}** ({100 * shares[best]:.0f} %).")


def _random(count: int) -> None:
    choose("image", int(np.random.default_rng().integers(count)))


def _wrong(seen: Seen) -> None:
    """The next one that it gets wrong, and after the last the first."""
    wrong = seen.wrong()
    if not len(wrong):
        # said where the image is drawn: what a callback draws would take the place of the page's first elements
        choose("none_wrong", True)
        return
    later = wrong[wrong > chosen("image", 0)]
    choose("image", int(later[0] if len(later) else wrong[0]))
