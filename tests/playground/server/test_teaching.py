"""A session's own classes over the live channel: edits, their images, the canvas, and what was taught."""

import json

import numpy as np
import pytest

from playground.processes.wire import unpack
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError
from playground.teaching import Taught
from tests.own_strokes import drawing_of
from tests.playground.teaching.test_own_classes import drawn


@pytest.fixture
def session():
    return Session("token")


def tell(session, *edits, first=1):
    """Edits as a browser tells them, numbered from `first` on."""
    numbered = [[number, edit] for number, edit in enumerate(edits, first)]
    return TOPICS["teach"].answer(session, json.loads(json.dumps({"edits": numbered})))


def add(to, digit=3):
    return {"do": "add", "class": to, "drawing": drawing_of(digit).data()}


def test_edits_are_made_once_in_their_order_and_taken_back(session):
    tell(session, {"do": "begin"}, {"do": "rename", "class": 2, "name": "moon"}, add(2), add(2))
    tell(session, add(2), add(0), first=4)
    own = session.teaching.own
    assert own.names == ("heart", "star", "moon")
    assert own.counts == (1, 0, 2), "the fourth came twice"
    tell(session, {"do": "drop", "class": 2}, first=6)
    assert session.teaching.own.names == ("heart", "star")
    tell(session, {"do": "undo"}, first=7)
    assert session.teaching.own.contents == own.contents
    tell(session, {"do": "remove", "example": own.classes[0].examples[0].number}, first=8)
    assert session.teaching.own.counts == (0, 0, 2)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"edits": []},
        {"edits": "add"},
        {"edits": [[1, {"do": "explode"}]]},
        {"edits": [[1, {"do": "rename", "class": 0, "name": 5}]]},
        {"edits": [[1, {"do": "drop", "class": -1}]]},
        {"edits": [[-1, {"do": "begin"}]]},
        {"edits": [[number, {"do": "begin"}] for number in range(1, 300)]},
    ],
)
def test_what_is_no_edit_is_refused_and_changes_nothing(session, message):
    with pytest.raises(RefusedError):
        TOPICS["teach"].answer(session, message)
    assert session.teaching.own.contents == ((0, ()), (1, ()))


def test_a_drawing_that_is_none_is_told_of_and_holds_nothing_up(session):
    tell(session, {"do": "add", "class": 0, "drawing": {"strokes": [[[0, "x"]]]}}, add(0))
    assert session.teaching.own.counts == (1, 0)
    tell(session, {"do": "add", "class": 0, "drawing": None}, first=3)
    assert "must be described by a mapping" in session.teaching.refusal


def asked(session, topic, **message):
    """Header and arrays of a topic's answer."""
    return unpack(TOPICS[topic].answer(session, message))


def test_the_classes_come_with_the_images_that_are_not_known(session):
    tell(session, add(0), add(1, digit=8))
    header, arrays = asked(session, "own_classes", known=0)
    assert header["revision"] == 2
    assert [len(each["examples"]) for each in header["classes"]] == [1, 1]
    numbers = arrays["numbers"].tolist()
    assert arrays["images"].shape == (2, 28, 28)
    before = TOPICS["own_classes"].state(session, {})
    tell(session, {"do": "rename", "class": 1, "name": "heart"}, first=3)
    assert TOPICS["own_classes"].state(session, {}) != before, "a refusal is told of"
    header, arrays = asked(session, "own_classes", known=max(numbers), mark=header["mark"])
    assert "called heart already" in header["refusal"]
    assert arrays["images"].shape == (0, 28, 28)
    _, arrays = asked(session, "own_classes", known=max(numbers), mark="another's")
    assert arrays["images"].shape == (2, 28, 28), "what is known of another session says nothing"


def test_the_canvas_says_what_is_missing_and_then_answers(session):
    TOPICS["teach_draw"].answer(session, {**drawing_of(3).data(), "centre": True, "revision": 1})
    assert session.canvas.drawn.drawing.empty, "it is not the Draw page's canvas"
    header, arrays = asked(session, "taught")
    assert header["sentence"] == "Nothing is taught yet"
    assert not arrays
    own = drawn(["heart", "star"], 2)
    directions = np.eye(576, dtype=np.float32)[:4]
    theta = np.zeros(2 * 577, np.float32)
    theta[-1] = 5  # the bias of the second class
    session.teaching.own = own
    session.teaching.taught = Taught(own, {"features": directions, "transfer": {"theta": theta, "seconds": 1.0}})
    header, arrays = asked(session, "taught")
    assert header["revision"] == 1
    assert header["ways"] == ["On the reader's layers", "From scratch"]
    assert arrays["shares"].shape == (1, 2), "the second way comes later"
    assert arrays["shares"].argmax() == 1
    assert arrays["image"].shape == (28, 28)
    assert not session.teaching.stale
    tell(session, {"do": "rename", "class": 1, "name": "sun"}, first=1)
    assert not session.teaching.stale
    assert asked(session, "taught")[0]["classes"] == ["heart", "sun"]
    tell(session, add(0), first=2)
    assert session.teaching.stale


def test_a_page_is_drawn_anew_when_there_is_enough_to_teach_and_not_for_each_example(session):
    session.look()
    tell(session, add(0))
    before = session.turn
    tell(session, add(0), add(1), add(1), first=2)
    assert session.turn == before + 1
    tell(session, add(0), add(1), first=5)
    assert session.turn == before + 1
    assert session.jobs.of("lesson") is None
