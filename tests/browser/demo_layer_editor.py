"""A page with the layer editor alone: a history of stacks, and buttons that replace the stack or the data.

"Begin again" puts another editor with a new history in its place, so that one page serves many tests.
"""

from __future__ import annotations

import time

import streamlit as st

from nn.module import Module
from nn.registry import Data, data_of, make
from nn.shape_words import shape_text
from nn.trace import trace
from playground.experiment.fixes import StackFix
from playground.experiment.notes import Note
from playground.ui.layer_editor import layer_editor, read_edit
from playground.ui.views import sent

Stack = tuple[Data, ...]


def stack(*layers: Data) -> Stack:
    return tuple(data_of(make(Module, layer)) for layer in layers)


PLAIN = stack({"kind": "linear", "units": 10}, {"kind": "tanh"}, {"kind": "linear", "units": 1}, {"kind": "sigmoid"})
PRESETS = {"Plain": PLAIN, "Bare": (), "Long": stack(*[{"kind": "linear", "units": 3}, {"kind": "relu"}] * 15)}
BLOCKS = stack(
    *({"kind": "linear", "units": 2}, {"kind": "relu"}, {"kind": "linear", "units": 2}),
    *({"kind": "residual", "rows": 2}, {"kind": "relu"}, {"kind": "residual", "rows": 5}, PLAIN[2], PLAIN[3]),
)
SHAPES = {"Points": (2,), "Images": (8, 8, 1)}

state = st.session_state


def begin_again() -> None:
    state.past, state.future, state.layers, state.edits = [], [], PLAIN, 0
    state.revision = state.get("revision", 0) + 1
    state.turn = state.get("turn", 0) + 1


if "turn" not in state:
    begin_again()
KEY = f"editor {state.turn}"


def show(layers: Stack) -> None:
    state.layers = layers
    state.revision += 1


def step(source: str, target: str) -> None:
    if state[source]:
        state[target].append(state.layers)
        show(state[source].pop())


def replace(layers: Stack) -> None:
    state.past.append(state.layers)
    state.future.clear()
    show(layers)


def edited() -> None:
    time.sleep(float(st.query_params.get("delay", "0")))
    edit = read_edit(sent(KEY), state.revision)
    if edit is None:
        return
    state.edits += 1
    if edit == "undo":
        step("past", "future")
    elif edit == "redo":
        step("future", "past")
    else:
        replace(edit)


width = st.query_params.get("width", "560")
for column, (name, layers) in zip(st.columns(len(PRESETS)), PRESETS.items(), strict=True):
    column.button(name, on_click=replace, args=(layers,))
shape = SHAPES[st.radio("Data", list(SHAPES), horizontal=True, key=f"data {state.turn}")]

rows = trace([make(Module, layer) for layer in state.layers], shape)
last = rows[-1].shape_out if rows else shape
error, fix, note = None, None, None
if rows and rows[0].error and rows[0].fix:
    fix = StackFix(rows[0].fix.label, (*stack({"kind": rows[0].fix.kind}), *state.layers))
if last is not None and last not in ((1,), (2,)):
    error = f"The data has 2 classes; the network gives {shape_text(last)}."
    if state.layers and state.layers[-1]["kind"] == "linear":
        error += " Set its last units to 1."
        fix = StackFix("Set units to 1", (*state.layers[:-1], {**state.layers[-1], "units": 1}))
if error is None and state.layers and state.layers[-1]["kind"] == "relu":
    note = Note("ReLU keeps the output at 0 or above.", StackFix("Take ReLU out", state.layers[:-1]))
with st.container(width=int(width)):
    layer_editor(
        layers=state.layers,
        shape=shape,
        rows=rows,
        input_text="2 numbers: x₁, x₂" if shape == (2,) else "an image of 8 × 8 pixels",
        output_text="1 number, the probability of class 1",
        output_error=error,
        fix=fix,
        note=note,
        revision=state.revision,
        can_undo=bool(state.past),
        can_redo=bool(state.future),
        on_edit=edited,
        key=KEY,
    )
words = [" ".join(str(value) for value in list(layer.values())[:2]) for layer in state.layers]
st.text(f"Turn: {state.turn}")
st.text(f"Edits: {state.edits}")
st.text(f"Python has: {', '.join(words)}")
st.button("Begin again", on_click=begin_again)
st.button("Blocks", on_click=replace, args=(BLOCKS,))
