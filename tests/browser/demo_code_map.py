"""Map and sliders beside an autoencoder whose weights are set by hand: a code is where a blot of ink lies.

`numbers` is the code's length (the first two are the place on the map), `points` how many there are, and `walkable=0`
makes a map whose places cannot be decoded.
"""

import dataclasses

import numpy as np
import streamlit as st

from playground.components import page_frame
from playground.components.code_map import code_map
from playground.components.code_walk import code_walk
from playground.components.current import session
from playground.drawing import Drawing
from playground.latent.autoencoder import autoencoder_of
from playground.latent.known import Known
from playground.latent.places import Places
from playground.latent.projection import Projection
from playground.presets import AUTOENCODER
from playground.server.canvas import Drawn
from playground.server.topics.map_frame import pack_map
from playground.trained_network import TrainedNetwork
from playground.training.pool import Pool
from playground.training.run_handle import RunHandle

SIDE, REACH = 8, 3.0
CLUSTERS = 4
ROW = 1
CENTRES = np.linspace(-REACH, REACH, SIDE)
DOT = Drawing((((0.8, 0.8), (0.8, 0.8)),))


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
    return Known(run.experiment, run.theta, ROW, codes, np.zeros(count), projection)


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
        hand, canvas = session().code_in_hand, session().canvas
        hand.held = dataclasses.replace(hand.held, code=np.full(numbers, 1.25, np.float32))
        drawing = DOT if canvas.drawn.drawing.empty else Drawing()
        canvas.drawn = Drawn(drawing, centre=False, revision=canvas.drawn.revision + 1)
    session().notify()


st.set_page_config(page_title="Codes", layout="wide")
page_frame.begin()
asked = st.query_params
count, numbers = int(asked.get("points", 200)), int(asked.get("numbers", 2))
walkable, clustered = (bool(int(asked.get(name, default))) for name, default in [("walkable", 1), ("clustered", 0)])
known = known_of(count, numbers)
with session().lock:
    places = Places(known.codes[:, :2], ("", ""), "", known.projection if walkable else None)
    session().code_in_hand.show(trained(numbers), known, places)
st.title("Codes")
left, right = st.columns(2)
with left:
    code_map(map_frame(count, numbers, clustered, walkable), key="map")
with right:
    code_walk(key="walk")
    st.button("Push a code", on_click=push)
