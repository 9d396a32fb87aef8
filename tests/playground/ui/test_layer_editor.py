"""What the layer editor tells the browser, and what it takes from it."""

import json
import math
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import playground.ui.layer_editor as package
from nn.layers import Residual
from nn.module import Module
from nn.settings import settings_of
from playground.experiment import MOST_LAYERS
from playground.ui.layer_editor import read_edit
from playground.ui.layer_editor.edits import serial_of
from playground.ui.layer_editor.palette import at_hand, palette, usual_first

FOLDER = Path(package.__file__).parent
TANH = {"kind": "tanh"}


def edit(**parts):
    return {"edit": {"base": 3, "serial": "a", **parts}}


def test_the_palette_shows_every_registered_kind_with_all_of_its_settings():
    shown = {kind["kind"]: kind for kind in palette()}
    assert set(shown) == set(Module.kinds())
    for name, cls in Module.kinds().items():
        assert shown[name]["title"] == cls.title()
        assert shown[name]["help"] == cls.summary()
        assert [setting["name"] for setting in shown[name]["settings"]] == [one.name for one in settings_of(cls)]
    json.dumps(palette(), allow_nan=False)


def test_the_browser_knows_the_module_that_it_draws_connections_for():
    (setting,) = settings_of(Residual)
    text = (FOLDER.parents[1] / "web" / "layer_editor" / "connections.js").read_text("utf-8")
    assert f'data.kind === "{Residual.kind}" ? Number(data.{setting.name}) : 0' in text


def test_the_kinds_of_a_group_stand_together_and_those_that_learn_come_first():
    groups = [kind["group"] for kind in palette()]
    assert groups[0] == "Trainable"
    assert len(list(dict.fromkeys(groups))) == sum(a != b for a, b in zip(groups, ["", *groups], strict=False))


@pytest.mark.parametrize(
    ("kind", "name", "step"), [("linear", "units", 1), ("dropout", "rate", 0.05), ("leaky_relu", "slope", 0.01)]
)
def test_a_number_has_a_step_that_its_default_is_a_multiple_of(kind, name, step):
    (shown,) = (one for one in palette() if one["kind"] == kind)
    (setting,) = (one for one in shown["settings"] if one["name"] == name)
    assert setting["step"] == step
    assert math.isclose(setting["default"] / step, round(setting["default"] / step))


def test_an_edit_is_read_and_completed_with_defaults():
    layers = read_edit(edit(layers=[{"kind": "linear", "units": 4}, TANH]), 3)
    assert layers == ({"kind": "linear", "units": 4, "bias": True, "initialisation": "xavier"}, TANH)
    assert read_edit(edit(layers=[]), 3) == ()
    assert read_edit(edit(layers=[TANH] * MOST_LAYERS), 3) == (TANH,) * MOST_LAYERS


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_a_command_is_read(command):
    assert read_edit(edit(command=command), 3) == command


@pytest.mark.parametrize("value", [edit(layers=[TANH]), edit(command="undo")])
def test_an_edit_of_an_older_or_another_stack_is_dropped(value):
    assert read_edit(value, 4) is None
    assert read_edit(value, 2) is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        "undo",
        [],
        {},
        {"edit": None},
        {"edit": [TANH]},
        {"edit": {"layers": [TANH]}},
        {"edit": {"base": True, "layers": [TANH]}},
        {"edit": {"base": "3", "layers": [TANH]}},
        {"edit": {"base": 3.0, "layers": [TANH]}},
        edit(),
        edit(command="explode"),
        edit(command=["undo"]),
        edit(command="explode", layers=[TANH]),
        edit(layers="tanh"),
        edit(layers={"kind": "tanh"}),
        edit(layers=[TANH] * (MOST_LAYERS + 1)),
        edit(layers=["tanh"]),
        edit(layers=[None]),
        edit(layers=[{"kind": "no such"}]),
        edit(layers=[{"kind": ["tanh"]}]),
        edit(layers=[{"units": 3}]),
        edit(layers=[{"kind": "tanh", "units": 3}]),
        edit(layers=[{"kind": "linear", "units": 0}]),
        edit(layers=[{"kind": "linear", "units": 10**400}]),
        edit(layers=[{"kind": "linear", "units": 1e400}]),
        edit(layers=[{"kind": "linear", "units": math.nan}]),
        edit(layers=[{"kind": "linear", "units": "10"}]),
        edit(layers=[{"kind": "linear", "units": True}]),
        edit(layers=[{"kind": "linear", "bias": 1}]),
        edit(layers=[{"kind": "linear", "initialisation": ["he"]}]),
        edit(layers=[{"kind": "dropout", "rate": 1.5}]),
    ],
)
def test_rubbish_is_dropped_without_a_word(value):
    assert read_edit(value, 3) is None


@pytest.mark.parametrize(("serial", "known"), [("a1", "a1"), (7, None), ("x" * 41, None), (None, None)])
def test_an_edit_is_known_by_its_serial(serial, known):
    assert serial_of({"edit": {"serial": serial}}) == known


def page():
    import streamlit as st

    from nn.trace import Row
    from playground.experiment.fixes import StackFix
    from playground.experiment.notes import Note
    from playground.ui.layer_editor import layer_editor

    layer_editor(
        layers=({"kind": "linear", "units": 7}, {"kind": "tanh"}),
        shape=(8, 8, 1),
        rows=(Row((8, 8, 1), None, error="No."), Row(None, None)),
        input_text="an image",
        output_text="10 numbers",
        output_error="The data has 10 classes.",
        fix=StackFix("Add Flatten here", ({"kind": "flatten"},)),
        note=Note("It keeps them.", StackFix("Take it out", ())),
        revision=5,
        can_undo=True,
        can_redo=False,
        on_edit=lambda: None,
        key="editor",
    )
    st.text("below")


def test_the_browser_is_sent_the_whole_stack_in_words():
    at = AppTest.from_function(page).run()
    assert not at.exception
    assert at.text[0].value == "below"
    (sent,) = json.loads(at.main[0].proto.json)
    assert sent["layers"][0] == {"kind": "linear", "units": 7, "bias": True, "initialisation": "xavier"}
    assert [row["shape"] for row in sent["rows"]] == ["?", "?"]
    assert [row["about"] for row in sent["rows"]] == [
        "It receives a picture of 8 × 8",
        "What it receives is known when the error above is fixed",
    ]
    assert sent["rows"][0]["fits"] == ["flatten", "global_average_pool"]
    assert sent["rows"][1]["fits"] is sent["output"]["fits"] is None
    assert sent["at_hand"][:3] == ["linear", "conv2d", "max_pool2d"]
    assert sent["rows"][0]["fix"] == {"label": "Add Flatten here", "layers": [{"kind": "flatten"}]}
    assert sent["rows"][1]["fix"] is sent["output"]["fix"] is None
    assert sent["output"]["note"] == {"text": "It keeps them.", "fix": {"label": "Take it out", "layers": []}}
    assert (sent["revision"], sent["undo"], sent["redo"], sent["answered"]) == (5, True, False, None)


def test_the_usual_kinds_come_first_and_the_others_as_the_palette_has_them():
    assert usual_first({"layer_norm", "softmax", "elu", "linear"}) == ["linear", "softmax", "elu", "layer_norm"]
    assert set(usual_first(set(Module.kinds()))) == set(Module.kinds())
    assert usual_first(()) == []


def test_at_hand_is_what_takes_the_data_and_linear():
    assert at_hand((2,))[:4] == ["linear", "relu", "tanh", "sigmoid"]
    assert at_hand((8, 8, 1))[:5] == ["linear", "conv2d", "max_pool2d", "flatten", "relu"]
