"""A page for the browser tests: the canvas, read by a network that was trained on the 8 × 8 digits.

Or it is rebuilt from the digits' first principal components, as a linear autoencoder would learn to rebuild them.
"Begin again" puts another canvas in its place, so that one page serves many tests.
"""

import numpy as np
import streamlit as st

from playground.datasets import samples_of
from playground.experiment.presets import AUTOENCODER, PRESETS
from playground.server.canvas import Drawn
from playground.server.resources import pool
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.ui import page_frame
from playground.ui.current import session
from playground.ui.digit_canvas import digit_canvas

EXPERIMENT = PRESETS["Digits 8 × 8"]
KINDS = ["classes", "rebuilt", "no network"]
LENGTHS = [10, 2, 40]  # of the code in between


@st.cache_resource(show_spinner=False)
def trained():
    run = TrainingRun(EXPERIMENT)
    while run.epoch < 40:
        run.to_epoch_end(1.0)
    return run.model.theta


@st.cache_resource(show_spinner=False)
def principal_components(length):
    """An autoencoder and its weights: the code of an image is its first principal components."""
    layers = [{"kind": "flatten"}, {"kind": "linear", "units": length}, {"kind": "linear", "units": 64}]
    experiment = AUTOENCODER.changed(layers=(*layers, {"kind": "reshape", "to": "image"}), loss={"kind": "mse"})
    ink = samples_of(experiment.dataset).x_train.reshape(-1, 64)
    mean = ink.mean(0)
    components = np.linalg.svd(ink - mean, full_matrices=False)[2][:length]
    model = experiment.network()
    encoder, decoder = model.layers[1].params, model.layers[2].params
    encoder["weights"][...], encoder["bias"][...] = components.T, -mean @ components.T
    decoder["weights"][...], decoder["bias"][...] = components, mean
    return experiment, model.theta


def begin(length, kind):
    """Give the session its networks, or take one away, whenever others are asked for than it has."""
    needed = length if kind != "no network" else None
    if st.session_state.get("begun", ...) == needed:
        return
    st.session_state.begun = needed
    if needed is None:
        session().use(RunHandle(principal_components(10)[0], pool()))  # which has not begun yet
        session().choose_ready("autoencoder", "of which there is no file")
    else:
        session().choose_ready("autoencoder", None)
        for experiment, theta in ((EXPERIMENT, trained()), principal_components(length)):
            run = session().use(RunHandle(experiment, pool()))
            run.theta = theta
            if "unmeasured" in st.query_params:
                run.phase = "training"  # what is measured of a network that changes would be old at once


def begin_again():
    state = st.session_state
    state.turn += 1
    state.kind, state.length, state.begun = KINDS[0], LENGTHS[0], ...
    canvas = session().canvas
    # far beyond what the canvas before may still be telling
    canvas.drawn = Drawn(revision=canvas.drawn.revision + 1000)


def draw_page():
    page_frame.begin()
    turn = st.session_state.setdefault("turn", 1)
    st.title("Draw a digit")
    start = KINDS.index(st.query_params.get("kind", "classes"))
    kind = st.radio("Answer", KINDS, index=start, horizontal=True, key="kind")
    length = st.radio("Numbers of the code", LENGTHS, horizontal=True, key="length")
    begin(length, kind)
    digit_canvas(session().canvas, "digits" if kind == "classes" else "autoencoder", key=f"canvas {turn}")
    st.button("It is a 7", on_click=session().canvas.clear)
    st.button("Begin again", on_click=begin_again)
    st.text(f"Turn: {turn}")
    st.text(f"Code: {length}")


def other_page():
    page_frame.begin()
    st.title("Elsewhere")


st.set_page_config(page_title="Digit canvas", layout="wide")
st.navigation(
    [st.Page(draw_page, title="Draw", default=True), st.Page(other_page, title="Elsewhere")], position="top"
).run()
