"""The canvas, answered while the pen moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from playground.components.choices import Choices
from playground.components.current import session
from playground.components.digit_canvas import digit_canvas, pack_answer, pack_rebuilt, read_drawing
from playground.components.digit_canvas.rebuilt import MOST_CODE
from playground.components.latent.known import known
from playground.components.reader_panel import AUTOENCODER_ROLE, CLASSIFIER, Role
from playground.datasets.published_file import DataUnavailable
from playground.drawing import Drawing
from playground.experiment import Experiment
from playground.latent.autoencoder import autoencoder_of
from playground.latent.rebuilding import rebuild_drawing
from playground.reading import read_digit

_KEY = "canvas"
_choices = Choices("draw")
NAME, REBUILD = "Name the digit", "Rebuild the image"


def choose_role() -> Role:
    """What is to be done with the drawing; at first what there is a network for."""
    only_rebuilds = session().autoencoder_run is not None and session().digit_run is None
    first = REBUILD if only_rebuilds else NAME
    st.segmented_control(
        "What the network does with it",
        [NAME, REBUILD],
        required=True,
        **_choices.bound("mode", first),
    )
    return AUTOENCODER_ROLE if _choices.chosen("mode", first) == REBUILD else CLASSIFIER


@st.fragment
def show(role: Role, own: int) -> None:
    """The canvas with the network's answer beside it; each drawing reruns nothing but this.

    `own` is how many own drawings the rest of the page was drawn for: a drawing that leaves the browser together with a
    click on a label takes the click with it, as a question of this fragment's.
    """
    if own != len(session().examples):
        st.rerun()
    run = role.run()
    if role is CLASSIFIER:
        canvas(None if run is None else run.experiment, None if run is None else run.theta)
    else:
        row = None if run is None else session().code_row(run.experiment)
        if run is None or run.theta is None or row is None:
            _, told = _kept()
            note = "Train an autoencoder first: then it rebuilds what you draw, while you draw it."
            answer = pack_rebuilt(_revision(), None, None, None, None, None, None, note=note, **told)
            digit_canvas(answer=answer, on_drawing=take_drawing, key=_KEY)
        else:
            rebuilding(run.experiment, run.theta, row, moving=run.moving)


def rebuilding(experiment: Experiment, theta: Array, row: int, *, moving: bool = False) -> None:
    """The canvas, rebuilt by the experiment's autoencoder whose code is that of `row`; call it within a fragment."""
    answer = _rebuilt(experiment, theta, row, moving=moving)
    digit_canvas(answer=answer, on_drawing=take_drawing, key=_KEY)


def canvas(experiment: Experiment | None, theta: Array | None) -> None:
    """The canvas, read by the experiment's network with weights `theta`; call it within a fragment."""
    digit_canvas(answer=_answer(experiment, theta), on_drawing=take_drawing, key=_KEY)


def take_drawing() -> None:
    """Keep what the canvas has sent last: the session's own copy outlives the component's, which goes with the page."""
    drawn = read_drawing(st.session_state.get(_KEY))
    if drawn is not None:
        session().canvas.keep(drawn.drawing, centre=drawn.centre, revision=drawn.revision)


def _kept() -> tuple[Drawing, dict[str, Any]]:
    """The drawing, and what every answer tells the canvas of it."""
    canvas = session().canvas
    drawing = canvas.drawing
    restore = {"strokes": drawing.strokes, "brush": drawing.brush, "centre": canvas.centre}
    return drawing, {**restore, "clear_token": canvas.clearings}


def _answer(experiment: Experiment | None, theta: Array | None) -> bytes:
    drawing, told = _kept()
    revision = _revision()
    if experiment is None or theta is None:
        note = "Train a digit network first: then it reads along while you draw."
        return pack_answer(revision, (), None, None, note=note, **told)
    reading = read_digit(experiment, theta, drawing, centre=told["centre"])
    return pack_answer(revision, reading.classes, reading.probabilities, reading.image, **told)


def _revision() -> int:
    return session().canvas.revision


def _rebuilt(experiment: Experiment, theta: Array, row: int, *, moving: bool) -> bytes:
    drawing, told = _kept()
    made = rebuild_drawing(autoencoder_of(experiment, theta, row), drawing, centre=told["centre"])
    # not while the network changes: they would be old at once
    code_range, errors = (None, None) if moving else _of_the_test_digits(experiment, theta, row)
    code = made.code if made.code is not None and len(made.code) <= MOST_CODE else None
    return pack_rebuilt(_revision(), made.image, made.rebuilt, code, code_range, made.error, errors, **told)


def _of_the_test_digits(
    experiment: Experiment, theta: Array, row: int
) -> tuple[tuple[Array, Array] | None, Array | None]:
    """Lowest and highest codes, and the sorted errors, where the images are to be had."""
    try:
        found = known(experiment, theta, row)
    except DataUnavailable:
        return None, None
    errors = np.sort(found.errors[np.isfinite(found.errors)])
    if found.codes.shape[1] > MOST_CODE:
        return None, errors
    return (found.codes.min(axis=0), found.codes.max(axis=0)), errors
