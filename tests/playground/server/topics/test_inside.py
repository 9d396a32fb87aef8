"""The topics of the Inside page: what goes on in the digit network while it looks at an image."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from playground.analysis.interpretability import frames, interpretation, pictures
from playground.analysis.interpretability.layer_outputs import layer_outputs
from playground.drawing import image_of
from playground.processes.pool import Pool
from playground.processes.wire import unpack
from playground.server.canvas import Drawn
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.training.trained_network import TrainedNetwork
from tests.convolution import CONVOLUTION
from tests.hostile import damaged, nested
from tests.own_strokes import drawing_of

DRAWING = {"source": "Drawing", "sobel": None}
BARS = {"source": "Bars", "sobel": None, "angle": 45, "width": 2.0, "phase": 0.0}
TEST_IMAGE = {"source": "Test image", "sobel": None, "image": 5}
HEAD = ({"kind": "flatten"}, {"kind": "linear", "units": 10})
FILTER = {"layer": 0, "filter": 2}
PICTURES = ("layers", "image", "saliency")


@pytest.fixture(scope="module")
def theta():
    """Weights of the convolution, trained for a moment."""
    run = TrainingRun(CONVOLUTION)
    while run.epoch < 2:
        run.to_epoch_end(1.0)
    return run.model.theta.copy()


@pytest.fixture
def session(theta):
    """A visitor with a trained digit network and a drawing."""
    session = Session("token")
    session.use(RunHandle(CONVOLUTION, Pool(1))).theta = theta
    session.canvas.keep(Drawn(drawing_of(3), revision=4))
    return session


def asked(session, topic, **message):
    return unpack(TOPICS[topic].answer(session, message))


def state(session, topic, **message):
    return TOPICS[topic].state(session, message)


def test_without_a_network_every_view_waits(monkeypatch):
    session = Session("token")
    monkeypatch.setattr(session.ready, "of", lambda _: None)
    for topic in (*PICTURES, "filters", "sight"):
        assert state(session, topic, **DRAWING) is None
    for topic in (*PICTURES, "filters"):
        with pytest.raises(RefusedError, match="Train a digit network first"):
            asked(session, topic, **DRAWING)


def test_the_layers_are_those_of_the_drawing(session, theta):
    header, arrays = asked(session, "layers", **DRAWING)
    assert header["revision"] == 4
    network = TrainedNetwork.of(CONVOLUTION, theta)
    outputs = layer_outputs(network, network.inputs(image_of(drawing_of(3), (8, 8))[None])[0])
    for number, output in enumerate(outputs):
        scale = header["blocks"][number]["scale"]
        tiles = np.moveaxis(output.values, -1, 0) if output.values.ndim == 3 else output.values[None, None]
        np.testing.assert_allclose(arrays[str(number)] * (scale / 127), tiles, atol=scale / 250)


@pytest.mark.parametrize("topic", [*PICTURES, "filters", "sight"])
def test_every_stroke_has_an_answer_of_its_own_where_it_is_looked_at(session, topic):
    before = state(session, topic, **DRAWING), state(session, topic, **BARS)
    session.canvas.keep(Drawn(drawing_of(7), revision=5))
    assert state(session, topic, **DRAWING) != before[0]
    assert state(session, topic, **BARS) == before[1]


@pytest.mark.parametrize("message", [DRAWING, BARS, TEST_IMAGE], ids=lambda message: message["source"])
@pytest.mark.parametrize("topic", [*PICTURES, "filters", "sight"])
def test_new_weights_are_followed_and_asked_for(session, topic, message):
    run = session.digit_run
    looks = []
    run.look = lambda *parts: looks.append(parts)
    before = state(session, topic, **message)
    assert looks == [("weights",)]
    run.version += 1
    assert state(session, topic, **message) != before


def test_all_channels_are_given_where_they_are_asked_for(monkeypatch, session):
    for module in (pictures, frames):
        monkeypatch.setattr(module, "MOST_TILES", 2)
    header, arrays = asked(session, "layers", **DRAWING, complete=[2, "1", 99, None])
    assert [arrays[str(number)].shape[0] for number in (1, 2)] == [2, 6]
    assert header["blocks"][1]["count"] == 6
    for nothing in ("1", 1, {}, [[]]):
        assert asked(session, "layers", **DRAWING, complete=nothing)[1]["1"].shape[0] == 2
    deep = CONVOLUTION.changed(layers=(CONVOLUTION.layers_data()[0], {"kind": "conv2d", "channels": 3}, *HEAD))
    session.use(RunHandle(deep, Pool(1))).theta = deep.network().theta
    for complete, count in ((False, 2), (True, 6), ("yes", 2)):
        header, arrays = asked(session, "filters", **DRAWING, layer=1, filter=2, complete=complete)
        assert (header["channels"], arrays["slices"].shape[0]) == (6, count)


def test_other_weights_give_other_pictures(session, theta):
    _, before = asked(session, "layers", **DRAWING)
    session.digit_run.theta = -theta
    _, after = asked(session, "layers", **DRAWING)
    np.testing.assert_array_equal(before["0"], after["0"])
    assert (before["1"] != after["1"]).any()


def test_a_test_image_is_named_and_bars_are_not(session):
    header, _ = asked(session, "image", **TEST_IMAGE)
    assert header["note"].startswith("It is a")
    assert "The network takes it for a" in header["note"]
    header, arrays = asked(session, "image", **{**BARS, "angle": 0})
    assert header["note"].startswith("The network takes it for a")
    assert (arrays["0"] == arrays["0"][..., :1]).all()


def test_saliency_leaves_the_network_as_it_was(session):
    _, before = asked(session, "layers", **DRAWING)
    header, arrays = asked(session, "saliency", **DRAWING)
    assert header["note"].startswith("The predicted class is a")
    assert header["revision"] == 4
    assert arrays["0"].any()
    _, after = asked(session, "layers", **DRAWING)
    for name, values in before.items():
        np.testing.assert_array_equal(values, after[name])


def test_sobels_filters_are_seen_where_they_are_asked_for(session):
    header, _ = asked(session, "filters", **{**DRAWING, "sobel": 0}, **FILTER)
    assert header["angles"][:2] == [0, 90]
    header, _ = asked(session, "filters", **DRAWING, **FILTER)
    assert header["angles"][:2] != [0, 90]


def test_filters_stand_in_order_of_their_number_or_angle(session):
    header, arrays = asked(session, "filters", **DRAWING, **FILTER)
    assert header["order"] == list(range(6))
    assert header["chosen"] == 2
    assert arrays["firing"].shape == (6, 6)
    header, _ = asked(session, "filters", **DRAWING, **FILTER, by_angle=True)
    angles = [header["angles"][number] for number in header["order"]]
    assert sorted(header["order"]) == list(range(6))
    # the angle 180 is shown as 0
    clear = [angle for angle in angles if angle is not None]
    assert angles == clear + [None] * (6 - len(clear))
    assert clear == sorted(clear) or clear[:-1] == sorted(clear[:-1])


def test_no_stroke_looks_for_what_excites_a_filter_or_what_it_sees_again(session, monkeypatch):
    asked(session, "filters", **DRAWING, **FILTER)
    for name in ("best_patches", "receptive_fields"):
        monkeypatch.setattr(interpretation, name, lambda *_: pytest.fail("a stroke has looked for it"))
    session.canvas.keep(Drawn(drawing_of(7), revision=5))
    session.digit_run.theta = session.digit_run.theta * np.float32(1.5)
    assert asked(session, "filters", **DRAWING, **FILTER)[1]["firing"].any()


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        ("layers", {}),
        ("layers", {"source": ["Drawing"]}),
        ("image", {**TEST_IMAGE, "image": 10**9}),
        ("image", {**TEST_IMAGE, "image": -1}),
        ("image", {**BARS, "angle": float("nan")}),
        ("image", {**BARS, "width": None}),
        ("image", {**BARS, "phase": "0"}),
        ("filters", {**DRAWING, **FILTER, "filter": 6}),
        ("filters", {**DRAWING, **FILTER, "layer": 1}),
        ("filters", {**DRAWING, **FILTER, "layer": -1}),
    ],
    ids=range(10),
)
def test_what_cannot_be_looked_at_is_refused_in_words(session, topic, message):
    with pytest.raises(RefusedError, match=r"\.$"):
        asked(session, topic, **message)


@pytest.mark.parametrize("topic", [*PICTURES, "filters"])
@pytest.mark.parametrize("message", [DRAWING, BARS, TEST_IMAGE], ids=lambda message: message["source"])
def test_every_damaged_message_is_answered_or_refused(session, topic, message):
    message = {**message, **FILTER, "by_angle": True}
    assert asked(session, topic, **message)
    for data in (*(data for _, _, data in damaged(message)), dict.fromkeys(message, nested(900))):
        if not isinstance(data, dict):
            continue
        with contextlib.suppress(RefusedError):
            TOPICS[topic].answer(session, data)


def test_a_network_without_classes_has_no_saliency():
    with pytest.raises(RefusedError, match="names no classes"):
        TOPICS["saliency"].answer(_regressing(), DRAWING)


def _regressing():
    """A visitor whose network names no classes."""
    from playground.experiment.presets import AUTOENCODER

    session = Session("token")
    run = RunHandle(AUTOENCODER, Pool(1))
    run.theta = TrainingRun(AUTOENCODER).model.theta.copy()
    session._digit_run = run
    return session
