"""Map and sliders in a fragment, answered by a decoder that needs no network: a code is where a blot of ink lies.

`numbers` is the code's length (the first two are the place on the map), `points` how many there are, `walkable=0` makes
a map whose places cannot be decoded, and `stale=1` answers drags late: with another code, and the revision before.
"""

import dataclasses

import numpy as np
import streamlit as st

from playground.components.code_map import code_map, map_marker, pack_map, pack_marker, read_pick
from playground.components.code_walk import code_walk, pack_walk, read_walk

SIDE = 16
CLUSTERS = 4
DOWN, ACROSS = np.mgrid[:SIDE, :SIDE]


def decode(codes):
    """Images (n, 16, 16): a blot that lies as far right and up as the first two numbers, from -3 to 3, say."""
    x, y = ((codes[:, axis, None, None] + 3) / 6 * (SIDE - 1) for axis in (0, 1))
    return np.exp(-((ACROSS - x) ** 2 + (SIDE - 1 - DOWN - y) ** 2) / 8).astype(np.float32)


@st.cache_data
def digits(count, numbers):
    """Ten clouds of codes on a circle."""
    rng = np.random.default_rng(0)
    labels = np.arange(count) % 10
    turns = 2 * np.pi * labels / 10
    codes = rng.normal(size=(count, numbers)).astype(np.float32)
    codes[:, :2] = 1.9 * np.stack([np.cos(turns), np.sin(turns)], axis=1) + 0.35 * codes[:, :2]
    return codes, labels


@st.cache_data
def map_frame(count, numbers, clustered, walkable):
    codes, labels = digits(count, numbers)
    clusters = (codes[:, 0] > 0) + 2 * (codes[:, 1] > 0)
    more = {}
    if clustered:
        more = {"groups": clusters, "group_names": [str(number + 1) for number in range(CLUSTERS)]}
        more |= {"colours": "Cluster", "wrong": labels % 5 == 4, "wrong_means": "in a cluster of another digit"}
    names, axes = [str(digit) for digit in range(10)], ("Code 1", "Code 2")
    return pack_map(codes[:, :2], labels, decode(codes), names=names, axes=axes, walkable=walkable, **more)


def add(what, each):
    """What is sent again, as its answer was long in coming, has another revision and is no other."""
    came = st.session_state[what]
    if not came or repr(dataclasses.replace(came[-1], revision=each.revision)) != repr(each):
        came.append(each)


def take_pick():
    pick = read_pick(st.session_state["marker"], count)
    if pick is None:
        return
    add("picks", pick)
    codes, _labels = digits(count, numbers)
    if pick.nearest is not None:
        st.session_state.picked = pick.nearest
        st.session_state.code = codes[pick.nearest].copy()
    if pick.place is not None:
        st.session_state.code[:2] = pick.place


def take_walk():
    walk = read_walk(st.session_state["walk"], numbers)
    if walk is not None:
        add("walks", walk)
        st.session_state.code = walk.code


def push():
    st.session_state.code = np.full(numbers, 1.25, np.float32)
    st.session_state.drawn = not st.session_state.drawn


st.set_page_config(page_title="Codes", layout="wide")
asked = st.query_params
count, numbers = int(asked.get("points", 200)), int(asked.get("numbers", 2))
walkable, clustered, stale = (
    int(asked.get(name, default)) for name, default in [("walkable", 1), ("clustered", 0), ("stale", 0)]
)
st.session_state.setdefault("code", np.zeros(numbers, np.float32))
for name, start in {"picked": None, "drawn": False, "picks": [], "walks": []}.items():
    st.session_state.setdefault(name, start)


@st.fragment
def answer():
    codes, _labels = digits(count, numbers)
    pick, walk = read_pick(st.session_state.get("marker"), count), read_walk(st.session_state.get("walk"), numbers)
    code, picked = st.session_state.code, st.session_state.picked
    place = tuple(map(float, code[:2])) if walkable else None
    own = (2.0, -1.0) if st.session_state.drawn else None
    pick_revision, walk_revision = (each.revision if each else 0 for each in (pick, walk))
    shown = code
    if stale and walk and not walk.final:
        walk_revision, shown = walk_revision - 1, np.full(numbers, -1.0, np.float32)
    if stale and pick and not pick.final:
        pick_revision, place = pick_revision - 1, (-1.0, -1.0)
    marker = pack_marker(pick_revision, place=place, picked=picked, drawn=own, drawn_title="Your digit")
    ranges = np.percentile(codes, [1, 99], axis=0).T
    chosen = None if picked is None else codes[picked]
    note = None if picked is None else f"Nearest: test image {picked}"
    image = decode(code[None])[0]
    code_walk(
        pack_walk(walk_revision, shown, ranges, codes.mean(axis=0), image, picked=chosen, note=note),
        on_walk=take_walk,
        key="walk",
    )
    st.button("Push a code", on_click=push)
    map_marker(marker, on_pick=take_pick, key="marker")
    st.text(told("picks") + "\n" + told("walks"))


def told(what):
    """How many came, how many of them final, and the last one in full."""
    came = st.session_state[what]
    return f"{what}: {len(came)}, {sum(each.final for each in came)} final, last {came[-1] if came else None}"


st.title("Codes")
left, right = st.columns(2)
with left:
    code_map(map_frame(count, numbers, bool(clustered), bool(walkable)), key="map")
with right:
    answer()
