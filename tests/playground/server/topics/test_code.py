"""The code in hand over the live channel's topics: what the sliders and the map tell, and what they are answered."""

from __future__ import annotations

import numpy as np
import pytest

from playground.analysis.codes.latent_space import latent_space
from playground.analysis.codes.places import places_by_tsne, places_in_plane
from playground.drawing import Drawing
from playground.experiment.presets import AUTOENCODER
from playground.processes.pool import Pool
from playground.processes.wire import unpack
from playground.server.canvas import Drawn
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from tests.own_strokes import drawing_of

ROW = 4


@pytest.fixture(scope="module")
def run():
    """An autoencoder of ten numbers, trained for a moment."""
    described = AUTOENCODER.changed(schedule={"epochs": 2})
    training = TrainingRun(described)
    while training.reason is None:
        training.advance(0.5)
    run = RunHandle(described, Pool(1))
    run.theta = training.model.theta.copy()
    return run


@pytest.fixture
def session(run):
    """A visitor whose Latent page shows the plane of the codes."""
    session = Session("token")
    session.use(run)
    show(session, run)
    return session


def show(session, run, row=ROW, places=places_in_plane):
    found = latent_space(run.experiment, run.theta, row)
    session.code_selection.show(run, found, places(found))


def tell(session, topic, **message):
    assert TOPICS[topic].answer(session, message) == b""


def asked(session, topic):
    """The answer, and the state that a further question waits for the end of."""
    return unpack(TOPICS[topic].answer(session, {})), TOPICS[topic].state(session, {})


def code_of(session):
    return asked(session, "decoded")[0][1]["code"]


def test_before_a_map_is_shown_nothing_is_answered_and_nothing_taken():
    session = Session("token")
    for topic in ("decoded", "marks"):
        assert TOPICS[topic].state(session, {}) is None
    for topic in ("decoded", "marks", "code", "pick"):
        with pytest.raises(RefusedError):
            TOPICS[topic].answer(session, {})


def test_the_walk_begins_at_the_mean_code_and_follows_the_sliders(session, run):
    found = latent_space(run.experiment, run.theta, ROW)
    (header, arrays), before = asked(session, "decoded")
    np.testing.assert_allclose(arrays["code"], found.codes.mean(axis=0), rtol=1e-5)
    assert header["revision"] == 0
    code = found.codes[3].tolist()
    tell(session, "code", code=code, revision=1)
    (header, moved), after = asked(session, "decoded")
    assert after != before
    assert header["revision"] == 1
    np.testing.assert_array_equal(moved["code"], np.float32(code))
    image = found.autoencoder.decode(np.float32([code]))[0]
    np.testing.assert_allclose(moved["image"], image * 255, atol=0.51)
    assert (moved["image"] != arrays["image"]).any()


def test_what_comes_late_changes_nothing(session):
    tell(session, "code", code=[0.5] * 10, revision=5)
    tell(session, "code", code=[-0.5] * 10, revision=4)
    np.testing.assert_array_equal(code_of(session), np.full(10, 0.5))
    tell(session, "pick", place=None, nearest=3, revision=2)
    picked = code_of(session)
    tell(session, "pick", place=None, nearest=4, revision=1)
    np.testing.assert_array_equal(code_of(session), picked)


def test_two_quick_picks_are_both_taken_and_the_last_one_stands(session, run):
    for revision, nearest in enumerate((7, 8), start=1):
        tell(session, "pick", place=None, nearest=nearest, revision=revision)
    (header, arrays), _ = asked(session, "decoded")
    np.testing.assert_array_equal(arrays["code"], latent_space(run.experiment, run.theta, ROW).codes[8])
    np.testing.assert_array_equal(arrays["picked"], arrays["code"])
    label = latent_space(run.experiment, run.theta, ROW).labels[8]
    assert header["note"].startswith("Picked: test image 9, a")
    assert header["note"].endswith(f" {label}.")
    (marks, _), _ = asked(session, "marks")
    assert (marks["revision"], marks["picked"]) == (2, 8)


def test_a_place_in_the_plane_is_a_code_and_the_cross_stands_there(session):
    tell(session, "pick", place=[0.25, -0.5], nearest=2, revision=1)
    (marks, _), _ = asked(session, "marks")
    assert marks["place"] == pytest.approx([0.25, -0.5], abs=1e-5)


def test_the_sliders_move_the_cross_and_keep_what_is_picked(session):
    tell(session, "pick", place=None, nearest=3, revision=1)
    (before, _), state = asked(session, "marks")
    tell(session, "code", code=[0.5] * 10, revision=1)
    (after, _), moved = asked(session, "marks")
    assert moved != state
    assert after["place"] != before["place"]
    assert after["picked"] == 3


def test_a_map_without_a_way_back_takes_digits_alone(session, run):
    found = latent_space(run.experiment, run.theta, ROW)
    places = places_by_tsne(np.random.default_rng(0).normal(size=(50, 2)).astype(np.float32))
    tell(session, "pick", place=None, nearest=60, revision=1)
    session.code_selection.show(run, found, places)
    assert asked(session, "marks")[0][0]["picked"] is None
    with pytest.raises(RefusedError):
        tell(session, "pick", place=None, nearest=50, revision=2)
    tell(session, "pick", place=[0.5, 0.5], nearest=49, revision=3)
    np.testing.assert_array_equal(code_of(session), found.codes[49])
    (marks, _), _ = asked(session, "marks")
    assert marks["place"] == pytest.approx(places.points[49].tolist())


def test_a_drawing_lands_on_the_map_and_leaves_it_when_it_is_cleared(session):
    (marks, _), empty = asked(session, "marks")
    assert marks["drawn"] is None
    session.canvas.keep(Drawn(drawing_of(7), revision=1))
    (marks, _), drawn = asked(session, "marks")
    assert drawn != empty
    assert len(marks["drawn"]) == 2
    assert marks["drawn_title"] == "Your drawing"
    session.canvas.keep(Drawn(Drawing(), revision=2))
    assert asked(session, "marks")[0][0]["drawn"] is None


def test_the_page_left_and_opened_again_has_the_code_as_it_was(session, run):
    tell(session, "pick", place=None, nearest=3, revision=4)
    tell(session, "code", code=[0.5] * 10, revision=9)
    show(session, run)
    (header, arrays), _ = asked(session, "decoded")
    np.testing.assert_array_equal(arrays["code"], np.full(10, 0.5))
    assert header["revision"] == 9
    assert asked(session, "marks")[0][0]["revision"] == 4


@pytest.mark.parametrize("other", ["row", "weights"])
def test_another_row_or_other_weights_begin_anew(session, run, other):
    tell(session, "pick", place=None, nearest=3, revision=1)
    if other == "row":
        show(session, run, row=2)
    else:
        again = RunHandle(run.experiment, Pool(1))
        again.theta = run.theta + np.float32(0.125)
        show(session, again)
    held = session.code_selection.held
    (header, arrays), _ = asked(session, "decoded")
    np.testing.assert_array_equal(arrays["code"], held.known.mean_code)
    assert "picked" not in arrays
    assert header["note"] is None
    # the views count on
    assert asked(session, "marks")[0][0]["revision"] == 1


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        ("code", {}),
        ("code", {"code": [0.5] * 9, "revision": 1}),
        ("code", {"code": [None] * 10, "revision": 1}),
        ("code", {"code": [float("nan")] * 10, "revision": 1}),
        ("code", {"code": [0.5] * 10, "revision": -1}),
        ("pick", {"place": None, "nearest": 10**9, "revision": 1}),
        ("pick", {"place": [0, float("inf")], "nearest": 1, "revision": 1}),
        ("pick", {"place": [0, 0], "nearest": 1}),
    ],
    ids=range(8),
)
def test_hostile_messages_are_refused_in_words_and_change_nothing(session, topic, message):
    held = session.code_selection.held
    with pytest.raises(RefusedError, match=r"has sent no|have sent no"):
        TOPICS[topic].answer(session, message)
    assert session.code_selection.held is held


def test_listeners_hear_of_every_move(session):
    heard = []
    with session.listening(lambda: heard.append(True)):
        tell(session, "code", code=[0.5] * 10, revision=1)
        tell(session, "pick", place=None, nearest=3, revision=1)
    assert len(heard) == 2
