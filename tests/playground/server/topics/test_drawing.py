"""The topics of the drawing: what a browser tells of it, and what a network makes of it."""

import json
import threading

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from playground.drawing import MOST_POINTS
from playground.experiment.presets import AUTOENCODER, DIGITS
from playground.processes.pool import Pool
from playground.processes.wire import unpack
from playground.server.canvas import Canvas, Drawn
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError
from playground.server.topics.drawing import read_drawn
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from tests.own_strokes import drawing_of

DRAW, READING, STROKES = TOPICS["draw"], TOPICS["reading"], TOPICS["strokes"]


def sent(**changes):
    drawing = {**drawing_of(4).data(), "centre": True, "revision": 3, **changes}
    return {name: value for name, value in drawing.items() if value is not ...}


@pytest.fixture
def session():
    return Session("token")


def with_network(session, experiment=DIGITS, epochs=4):
    run = TrainingRun(experiment)
    while run.epoch < epochs:
        run.to_epoch_end(1.0)
    handle = session.use(RunHandle(experiment, Pool(1)))
    handle.theta = run.model.theta.copy()
    return handle


def reading(session, **message):
    return unpack(READING.answer(session, message))


def test_a_drawing_that_was_sent_is_read():
    assert read_drawn(sent()) == Drawn(drawing_of(4), centre=True, revision=3)
    assert read_drawn(sent(strokes=[])).drawing.empty
    # JSON's numbers are all alike to a browser.
    assert read_drawn(sent(revision=3.0)).revision == 3


@pytest.mark.parametrize(
    "message",
    [
        {},
        sent(strokes=...),
        sent(strokes=[[[0.1, "x"]]]),
        sent(strokes=[[[0.1, 0.2]] * (MOST_POINTS + 1)]),
        sent(brush=9),
        sent(revision=-1),
        sent(revision=1.5),
        sent(revision=True),
        sent(revision=10**30),
        sent(revision=float("inf")),
        sent(centre=1),
    ],
    ids=lambda message: str(message)[-60:],
)
def test_anything_else_is_refused_and_changes_nothing(session, message):
    with pytest.raises(RefusedError, match="no drawing"):
        DRAW.answer(session, message)
    assert session.canvas == Canvas()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(st.fixed_dictionaries(dict.fromkeys(("strokes", "brush", "centre", "revision"), anything)))
def test_no_message_raises(message):
    found = read_drawn(message)
    assert found is None or isinstance(found, Drawn)


def test_a_drawing_is_kept_and_those_who_listen_are_told(session):
    told = threading.Event()
    with session.listening(told.set):
        assert DRAW.answer(session, sent()) == b""
    assert told.is_set()
    assert session.canvas.drawn == Drawn(drawing_of(4), centre=True, revision=3)


def test_a_drawing_that_comes_late_changes_nothing(session):
    DRAW.answer(session, sent(revision=5))
    session.canvas.clear()
    for late in (4, 5):
        DRAW.answer(session, sent(revision=late))
    assert session.canvas.drawn.drawing.empty
    DRAW.answer(session, sent(revision=6))
    assert session.canvas.drawn.drawing == drawing_of(4)


def test_without_a_network_there_is_a_note(session, monkeypatch):
    monkeypatch.setattr(session.ready, "of", lambda _: None)
    for role, note in (("digits", "Train a digit network first"), ("autoencoder", "Train an autoencoder first")):
        header, arrays = reading(session, role=role)
        assert header["note"].startswith(note)
        assert not arrays


def test_the_network_reads_the_drawing(session):
    with_network(session, epochs=20)
    header, arrays = reading(session, role="digits")
    assert (header["kind"], header["revision"], header["classes"]) == ("classes", 0, list("0123456789"))
    assert "probabilities" not in arrays, "nothing is drawn"
    DRAW.answer(session, {**drawing_of(3).data(), "centre": True, "revision": 1})
    header, arrays = reading(session, role="digits")
    assert header["revision"] == 1
    assert arrays["probabilities"].argmax() == 3
    assert arrays["probabilities"].sum() == pytest.approx(1)
    assert arrays["image"].shape == (8, 8)


def test_an_autoencoder_rebuilds_it_and_is_measured_once_it_rests(session):
    run = with_network(session, AUTOENCODER)
    DRAW.answer(session, {**drawing_of(3).data(), "centre": True, "revision": 1})
    header, arrays = reading(session, role="autoencoder")
    assert header["kind"] == "rebuilt"
    assert {"image", "rebuilt", "code", "code_low", "code_high", "error_counts"} == set(arrays)
    run.phase = "training"
    _, arrays = reading(session, role="autoencoder")
    assert {"image", "rebuilt", "code"} == set(arrays)


def test_the_state_differs_with_all_that_the_answer_depends_on(session):
    states = [READING.state(session, {"role": "digits"})]

    def differs():
        states.append(READING.state(session, {"role": "digits"}))
        return states[-1] not in states[:-1]

    assert not differs()
    DRAW.answer(session, sent())
    assert differs()
    run = with_network(session)
    assert differs()
    run.version += 1
    assert differs()
    session.canvas.clear()
    assert differs()
    assert not differs()


def test_a_network_is_kept_between_strokes_and_made_anew_for_other_weights(session):
    run = with_network(session)
    with session.networks.of(run) as first:
        pass
    with session.networks.of(run) as again:
        assert again is first
    run.theta = run.theta + 1
    with session.networks.of(run) as other:
        assert other is not first
        np.testing.assert_array_equal(other.model.theta, run.theta)


def test_sobels_filters_take_the_place_of_two_learned_ones_where_they_fit(session):
    layers = ({"kind": "conv2d", "channels": 4, "kernel": 3}, {"kind": "flatten"}, {"kind": "linear", "units": 10})
    run = with_network(session, DIGITS.changed(layers=layers), epochs=1)
    with session.networks.of(run) as plain:
        learned = plain.model.layers[0].params["weights"].copy()
    with session.networks.of(run, 0) as sobel:
        assert not np.array_equal(sobel.model.layers[0].params["weights"], learned)
    for misfit in (1, 7, "0", None, [0], 0.0, True):
        with session.networks.of(run, misfit) as network:
            np.testing.assert_array_equal(network.model.layers[0].params["weights"], learned)


def test_each_stroke_is_tried_without_once_the_pen_is_lifted(session):
    with_network(session, epochs=20)
    DRAW.answer(session, {**drawing_of(4).data(), "centre": True, "revision": 1})
    assert STROKES.state(session, {"role": "digits", "revision": 0}) is None, "another drawing than the one asked for"
    assert STROKES.state(session, {"role": "digits", "revision": "x"}) is None
    assert STROKES.state(session, {"role": "digits", "revision": 1}) is not None
    told = json.loads(STROKES.answer(session, {"role": "digits", "revision": 1}))
    _, arrays = reading(session, role="digits")
    assert told["named"] == str(arrays["probabilities"].argmax())
    assert told["share"] == pytest.approx(arrays["probabilities"].max(), abs=1e-5)
    assert [(part["stroke"], part["first"]) for part in told["parts"]] == [(0, 0), (1, 0)]
    assert (told["strokes"], told["pieces"], told["revision"]) == (2, False, 1)
    DRAW.answer(session, {**drawing_of(4).data(), "strokes": drawing_of(4).strokes[:1], "centre": True, "revision": 2})
    _, arrays = reading(session, role="digits")
    assert told["parts"][1]["share"] == pytest.approx(arrays["probabilities"][int(told["named"])], abs=1e-5)
    assert told["parts"][1]["instead"] == str(arrays["probabilities"].argmax())


def test_of_an_empty_canvas_no_stroke_is_tried_and_without_a_reader_it_is_said(session, monkeypatch):
    told = json.loads(STROKES.answer(session, {}))
    assert (told["named"], told["share"], told["parts"]) == (None, None, [])
    with pytest.raises(RefusedError, match="names no digits"):
        STROKES.answer(session, {"role": "autoencoder"})
    monkeypatch.setattr(session.ready, "of", lambda _: None)
    with pytest.raises(RefusedError, match="Train a digit network first"):
        STROKES.answer(session, {})
