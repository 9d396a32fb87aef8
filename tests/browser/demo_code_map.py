"""Map and sliders beside an autoencoder whose weights are set by hand: a code is where a blot of ink lies.

The first two numbers of a code are its place on the map. "Begin again" puts another map and other sliders in their
places, so that one page serves many tests.
"""

import dataclasses
from typing import NamedTuple

import numpy as np
import streamlit as st

from playground.analysis.codes.autoencoder import autoencoder_of
from playground.analysis.codes.latent_space import LatentSpace
from playground.analysis.codes.places import Places
from playground.analysis.codes.projection import Projection
from playground.drawing import Drawing
from playground.experiment.presets import AUTOENCODER
from playground.processes.pool import Pool
from playground.server.canvas import Drawn
from playground.server.topics.code_frames import pack_map
from playground.training.run_handle import RunHandle
from playground.training.trained_network import TrainedNetwork
from playground.ui import page_frame
from playground.ui.code_views import code_map, code_walk
from playground.ui.current import session

SIDE, REACH = 8, 3.0
CLUSTERS = 4
ROW = 1
CENTRES = np.linspace(-REACH, REACH, SIDE)
DOT = Drawing((((0.8, 0.8), (0.8, 0.8)),))


class Kind(NamedTuple):
    """A map of so many points, and how many numbers a code has."""

    points: int = 200
    numbers: int = 2
    clustered: bool = False
    walkable: bool = True
    """Whether places of the map can be decoded."""


KINDS = {
    "digits": Kind(),
    "clusters": Kind(clustered=True),
    "points alone": Kind(walkable=False),
    "32 numbers": Kind(points=290, numbers=32),
    "40 numbers": Kind(points=50, numbers=40),
}


def experiment(numbers):
    """The stack, whose second row gives the code."""
    code, halves, pixels = ({"kind": "linear", "units": units} for units in (numbers, 4 * SIDE, SIDE * SIDE))
    layers = ({"kind": "flatten"}, code, halves, {"kind": "relu"}, pixels, {"kind": "relu"})
    return AUTOENCODER.changed(layers=layers, loss={"kind": "mse"}, preparation={"noise": 0.0})


@st.cache_resource(show_spinner=False)
def trained(numbers):
    """A run of it, whose weights decode a blot that lies as far right and up as the first two numbers, from -3 to 3."""
    described = experiment(numbers)
    network = TrainedNetwork.of(described, 0.0)
    encoder, spread, blot = (layer.params for layer in network.model.layers if "weights" in layer.params)
    # whatever is drawn has this code
    encoder["bias"][:2] = 2.0, -1.0
    # |x - centre|, as two halves, for each column, and |y - centre| for each row, the upper ones first
    for axis, centres in enumerate((CENTRES, -CENTRES)):
        for half, sign in enumerate((1, -1)):
            units = slice((2 * axis + half) * SIDE, (2 * axis + half + 1) * SIDE)
            spread["weights"][axis, units] = sign
            spread["bias"][units] = -sign * centres
            for place in range(SIDE):
                pixels = slice(place, None, SIDE) if axis == 0 else slice(place * SIDE, (place + 1) * SIDE)
                blot["weights"][units.start + place, pixels] = -0.5
    blot["bias"][:] = 1
    run = RunHandle(described, Pool(1))
    run.theta = network.model.theta.copy()
    return run


@st.cache_resource(show_spinner=False)
def codes_of(count, numbers):
    """Ten clouds of codes on a circle, and the digit of each cloud."""
    rng = np.random.default_rng(0)
    labels = np.arange(count) % 10
    turns = 2 * np.pi * labels / 10
    codes = rng.normal(size=(count, numbers)).astype(np.float32)
    codes[:, :2] = 1.9 * np.stack([np.cos(turns), np.sin(turns)], axis=1) + 0.35 * codes[:, :2]
    return codes, labels


@st.cache_resource(show_spinner=False)
def known_of(count, numbers):
    run, (codes, _) = trained(numbers), codes_of(count, numbers)
    projection = Projection(np.zeros(numbers, np.float32), np.eye(2, numbers, dtype=np.float32), (0.5, 0.5))
    return LatentSpace(run.experiment, run.theta, ROW, codes, np.zeros(count), projection)


@st.cache_data(show_spinner=False)
def map_frame(count, numbers, clustered, walkable):
    codes, labels = codes_of(count, numbers)
    clusters = (codes[:, 0] > 0) + 2 * (codes[:, 1] > 0)
    more = {}
    if clustered:
        more = {"groups": clusters, "group_names": [str(number + 1) for number in range(CLUSTERS)]}
        more |= {"colours": "Cluster", "wrong": labels % 5 == 4, "wrong_means": "in a cluster of another digit"}
    names, axes = [str(digit) for digit in range(10)], ("Code 1", "Code 2")
    run = trained(numbers)
    images = autoencoder_of(run.experiment, run.theta, ROW).decode(codes)
    return pack_map(codes[:, :2], labels, images, names=names, axes=axes, walkable=walkable, **more)


def push():
    """Set a code from elsewhere, and draw a dot or clear it."""
    with session().lock:
        hand, canvas = session().code_selection, session().canvas
        hand.held = dataclasses.replace(hand.held, code=np.full(kind.numbers, 1.25, np.float32))
        drawing = DOT if canvas.drawn.drawing.empty else Drawing()
        canvas.drawn = Drawn(drawing, centre=False, revision=canvas.drawn.revision + 1)
    session().notify()


def begin_again():
    st.session_state.turn += 1
    st.session_state.kind = next(iter(KINDS))
    with session().lock:
        canvas = session().canvas
        canvas.drawn = Drawn(revision=canvas.drawn.revision + 1)
        session().code_selection.held = None


st.set_page_config(page_title="Codes", layout="wide")
page_frame.begin()
turn = st.session_state.setdefault("turn", 1)
start = list(KINDS).index(st.query_params.get("kind", "digits"))
name = st.radio("Map", list(KINDS), index=start, horizontal=True, key="kind")
kind = KINDS[name]
known = known_of(kind.points, kind.numbers)
with session().lock:
    places = Places(known.codes[:, :2], ("", ""), "", known.projection if kind.walkable else None)
    session().code_selection.show(trained(kind.numbers), known, places)
st.title("Codes")
left, right = st.columns(2)
with left:
    code_map(map_frame(*kind), key=f"map {turn} {name}")
with right:
    code_walk(key=f"walk {turn} {name}")
    st.button("Push a code", on_click=push)
st.button("Begin again", on_click=begin_again)
st.text(f"Turn: {turn}")
st.text(f"Shown: {name}")
