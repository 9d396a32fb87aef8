"""Whatever number a link, a drawing or a component's message brings, it is taken or refused in words."""

import base64
import json
import time
import zlib

import numpy as np
import pytest

from nn.module import Module
from nn.optimisers import SGD
from nn.registry import make
from nn.settings import SpecError
from playground.drawing import Drawing, DrawingError, image_of
from playground.experiment import Experiment
from playground.experiment.inspection import inspect
from playground.experiment.link import LinkError, experiment_of, token_of
from playground.experiment.presets import PRESETS
from playground.server.topics.code_messages import read_pick, read_walk
from playground.server.topics.drawing import read_drawn
from playground.ui.inside.views import chosen_filter
from playground.ui.judge.confusion_matrix import chosen_cell
from playground.ui.layer_editor import read_edit
from playground.ui.layer_editor.edits import serial_of
from tests.hostile import damaged, nested

LONG = "9" * 5000
"""An integer of more digits than Python reads."""


def packed(text):
    return base64.urlsafe_b64encode(zlib.compress(text.encode())).rstrip(b"=").decode()


def link_taken(text):
    """True where the link with this text is taken; every other end than a refusal in words fails."""
    began = time.process_time()
    try:
        experiment = experiment_of(packed(text))
    except LinkError as error:
        said = str(error)
    else:
        inspect(experiment)
        assert experiment_of(token_of(experiment)) == experiment
        said = None
    assert time.process_time() - began < 2
    assert said is None or (said.endswith(".") and len(said) < 500)
    return said is None


@pytest.mark.parametrize(
    "name",
    [
        "Four clouds",
        "A surface of values",
        "USPS digits, Conv2D",
        "Autoencoder, USPS, Gaussian noise and a light penalty",
    ],
)
def test_every_damaged_link_is_refused_in_words_or_an_experiment(name):
    taken = [link_taken(json.dumps(data)) for _, _, data in damaged(PRESETS[name].data())]
    assert 0 < sum(taken) < len(taken)


@pytest.mark.parametrize("name", ["seed", "version", "learning_rate", "units", "samples", "noise", "epochs", "l1"])
@pytest.mark.parametrize("number", ["1" + "0" * 400, "-1" + "0" * 400, LONG, "1e999", "NaN", "-Infinity", "[" * 5000])
def test_a_link_with_a_number_out_of_all_bounds_is_refused(name, number):
    text = json.dumps(PRESETS["Four clouds"].data(), separators=(",", ":"))
    start = text.index(f'"{name}":') + len(name) + 3
    end = min(at for at in (text.find(mark, start) for mark in ",}]") if at > 0)
    assert not link_taken(text[:start] + number + text[end:])


@pytest.mark.parametrize("depth", [100, 900, 5000, 100_000])
def test_deep_data_is_refused_in_words(depth):
    assert not link_taken("[" * depth + "]" * depth)
    deep = nested(min(depth, 5000))
    for make_it in (Experiment.from_data, lambda data: make(Module, data), lambda data: make(Module, {"kind": data})):
        with pytest.raises(SpecError):
            make_it(deep)
    with pytest.raises(SpecError, match="a finite number from"):
        SGD(deep)
    with pytest.raises(DrawingError):
        Drawing.from_data(deep)
    with pytest.raises(DrawingError):
        Drawing.from_data({"strokes": [[[deep, 0]]]})


def test_every_damaged_drawing_is_refused_in_words_or_a_drawing():
    for _, _, data in damaged({"strokes": [[[0.1, 0.2], [0.3, 1]], [[0, 1]]], "brush": 0.07}):
        try:
            drawing = Drawing.from_data(data)
        except DrawingError:
            continue
        points = np.array([point for stroke in drawing.strokes for point in stroke])
        assert np.isfinite(points).all()
        assert ((points >= 0) & (points <= 1)).all()
        assert not np.signbit(points).any()
        assert np.isfinite(image_of(drawing, (28, 28))).all()


def test_a_drawing_takes_numpys_numbers():
    drawing = Drawing.from_data({"strokes": [[[np.float32(0.5), np.int64(1)]]], "brush": np.float64(0.07)})
    assert [type(part) for part in (*drawing.strokes[0][0], drawing.brush)] == [float] * 3


def _told(read, value, count):
    """What is read of a message of the live channel, which lets nothing through but mappings."""
    return read(value, count) if isinstance(value, dict) else None


LINEAR = {"kind": "linear", "units": 3, "bias": True}
MESSAGES = {
    "drawing": (
        {"strokes": [[[0.1, 0.2]]], "brush": 0.07, "revision": 1, "centre": True},
        lambda value: read_drawn(value) if isinstance(value, dict) else None,
    ),
    "edit": ({"edit": {"base": 1, "layers": [LINEAR], "serial": "a"}}, lambda value: read_edit(value, 1)),
    "serial": ({"edit": {"base": 1, "layers": [LINEAR], "serial": "a"}}, serial_of),
    "pick": ({"place": [0.5, 1], "nearest": 1, "revision": 1}, lambda value: _told(read_pick, value, 3)),
    "walk": ({"code": [0.5, 1], "revision": 1}, lambda value: _told(read_walk, value, 2)),
    "cell": ({"chosen": [0, 1]}, lambda value: chosen_cell(value, 3)),
    "filter": ({"chosen": 1}, lambda value: chosen_filter(value, 3)),
}


@pytest.mark.parametrize("name", list(MESSAGES))
def test_every_damaged_message_of_a_component_is_read_or_left(name):
    message, read = MESSAGES[name]
    assert read(message) is not None
    for _, _, data in damaged(message):
        read(data)
    for depth in (900, 5000):
        deep = nested(depth)
        for data in (deep, dict.fromkeys(message, deep), {key: {"layers": [deep], "base": 1} for key in message}):
            assert read(data) is None
