"""A page for the browser tests: the canvas in a fragment, answered by a network trained on the 8 × 8 digits.

Or it is rebuilt from the digits' first principal components, as a linear autoencoder would learn to rebuild them.
"""

import numpy as np
import streamlit as st

from nn import Sequential, train
from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser
from nn.registry import make
from playground.components.digit_canvas import digit_canvas, pack_answer, pack_rebuilt, read_drawing
from playground.datasets import Dataset
from playground.drawing import Drawing, prepare
from playground.presets import PRESETS

CLASSES = tuple(map(str, range(10)))
SIZE = (8, 8)


@st.cache_resource(show_spinner=False)
def trained_network():
    experiment = PRESETS["Digits 8 × 8"]
    dataset, rng = make(Dataset, experiment.dataset), np.random.default_rng(experiment.seed)
    samples = dataset.load()
    model = Sequential([make(Module, layer) for layer in experiment.layers]).build(dataset.shape, rng)
    targets = dataset.task.targets(samples.y_train, 10)
    loss, optimiser = make(Loss, experiment.loss), make(Optimiser, experiment.optimiser)
    for _progress in train(model, loss, optimiser, samples.x_train, targets, batch_size=32, epochs=40, rng=rng):
        pass
    return model


@st.cache_resource(show_spinner=False)
def principal_components(length):
    """Mean image, components, and of the test digits the code's range and the sorted errors."""
    samples = make(Dataset, PRESETS["Digits 8 × 8"].dataset).load()
    train_ink, test_ink = (x.reshape(len(x), -1) for x in (samples.x_train, samples.x_test))
    mean = train_ink.mean(0)
    components = np.linalg.svd(train_ink - mean, full_matrices=False)[2][:length]
    codes = (test_ink - mean) @ components.T
    errors = ((mean + codes @ components - test_ink) ** 2).mean(1)
    return mean, components, (codes.min(0), codes.max(0)), np.sort(errors)


def rebuilding_of(revision, drawing, image, **state):
    length = int(st.query_params.get("code", 10))
    mean, components, code_range, errors = principal_components(length)
    if "unmeasured" in st.query_params:
        errors = None
    if drawing.empty:
        return pack_rebuilt(revision, image, None, None, code_range, None, errors, **state)
    code = (image.ravel() - mean) @ components.T
    rebuilt = mean + code @ components
    error = float(((rebuilt - image.ravel()) ** 2).mean())
    return pack_rebuilt(revision, image, rebuilt.reshape(SIZE), code, code_range, error, errors, **state)


def answer_to(found, kind):
    kept = st.session_state.get("kept")
    token = st.session_state.get("clear token", 0)
    if found is None:
        restore = {"strokes": kept.drawing.strokes, "brush": kept.drawing.brush, "centre": kept.centre} if kept else {}
        found = kept
    else:
        restore = {}
        st.session_state["kept"] = found
    revision, drawing = (found.revision, found.drawing) if found else (0, Drawing(()))
    image = prepare(drawing, SIZE, centre=found.centre if found else True)
    if kind == "no network":
        note = "Train an autoencoder first."
        return pack_rebuilt(revision, None, None, None, None, None, None, note=note, clear_token=token, **restore)
    if kind == "rebuilt":
        return rebuilding_of(revision, drawing, image, clear_token=token, **restore)
    probabilities = None if drawing.empty else trained_network().predict(image[None])[0]
    return pack_answer(revision, CLASSES, probabilities, image, clear_token=token, **restore)


@st.fragment
def canvas(kind):
    answer = answer_to(read_drawing(st.session_state.get("canvas")), kind)
    digit_canvas(answer=answer, on_drawing=lambda: None, key="canvas")
    st.button("It is a 7", on_click=lambda: st.session_state.update({"clear token": token() + 1}))


def token():
    return st.session_state.get("clear token", 0)


def draw_page():
    st.title("Draw a digit")
    kinds = ["classes", "rebuilt", "no network"]
    start = kinds.index(st.query_params.get("kind", "classes"))
    canvas(st.radio("Answer", kinds, index=start, horizontal=True, key="kind"))


def other_page():
    st.title("Elsewhere")


st.set_page_config(page_title="Digit canvas", layout="wide")
trained_network()
st.navigation([st.Page(draw_page, title="Draw", default=True), st.Page(other_page, title="Elsewhere")]).run()
