"""The topics of a run's past: a moment is recalled, shown by every view, and gone on from."""

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT
from playground.processes.wire import unpack
from playground.server import recalled
from playground.server.commands import go_on
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError
from tests.waiting import until

SHORT = DEFAULT.changed(schedule={"epochs": 4})


@pytest.fixture
def session():
    session = Session("token")
    session.replace(SHORT)
    session.run_to_move().play()
    until(lambda: (session.look(), session.run.phase == "ended")[1], seconds=30.0)
    yield session
    session.close()


def state(session, topic="past", **message):
    return TOPICS[topic].state(session, message)


def recall(session, place, revision=1, **message):
    return TOPICS["recall"].answer(
        session, {"rest": session.run.named_rest, "place": place, "revision": revision, **message}
    )


def plot(session):
    """What the live plot is answered."""
    header, arrays = unpack(TOPICS["past"].answer(session, {"of": "frame"}))
    return header, unpack(arrays["frame"].tobytes())


def test_a_moment_is_shown_by_the_picture_the_numbers_and_the_network(session):
    run = session.run
    at_present = state(session)
    header, present = plot(session)
    assert (present[0]["updates"], present[0]["past"]) == (200, False)
    network = TOPICS["past"].answer(session, {"of": "network"})
    recall(session, 2, revision=7)
    assert state(session) not in (None, at_present)
    assert state(session, "frame") is None, "the present does not come in between"
    header, (frame, _) = plot(session)
    assert (header["revision"], header["version"]) == (7, list(run.named_version))
    assert frame["past"] is True
    assert frame["epoch"] == run.past.epochs[2]
    assert 0 < frame["updates"] < 200
    then = TOPICS["past"].answer(session, {"of": "network"})
    assert unpack(then)[0]["updates"] == frame["updates"]
    assert then != network
    recall(session, len(run.past.epochs) - 1)
    assert session.recalled is None
    assert plot(session)[1][0]["updates"] == 200
    assert TOPICS["past"].answer(session, {"of": "network"}) == network


def test_a_run_that_moves_shows_the_present(session):
    recall(session, 0)
    assert session.recalled is not None
    session.run.play()
    assert session.recalled is None
    assert state(session) is None
    assert state(session, "frame") is not None
    session.run.pause()
    until(lambda: (session.look(), not session.run.moving)[1], seconds=30.0)
    assert session.recalled is None, "its past is another one by now"


def test_what_was_meant_of_an_earlier_rest_is_left_alone(session):
    before = session.run.named_rest
    session.run.step()
    until(lambda: (session.look(), session.run.snapshot.updates == 201)[1], seconds=30.0)
    recall(session, 0, rest=before)
    assert session.recalled is None
    go_on(session, {"rest": before, "place": 0})
    assert session.branched_from is None


def test_a_network_too_large_for_the_server_is_looked_at_in_its_worker(session, monkeypatch):
    monkeypatch.setattr(recalled, "is_light", lambda _: False)
    recall(session, 1)
    assert state(session) is None, "there is nothing yet"
    until(lambda: (session.look(), state(session) is not None)[1], seconds=30.0)
    assert plot(session)[1][0]["epoch"] == session.run.past.epochs[1]
    assert session.run.phase == "ended"


@pytest.mark.parametrize(
    "message", [{"place": 97}, {"place": -1}, {"place": 0.5}, {"place": "0"}, {"rest": 3}, {"revision": None}]
)
def test_what_is_no_moment_is_refused(session, message):
    with pytest.raises(RefusedError):
        recall(session, **{"place": 0, **message})
    assert session.recalled is None


def test_a_place_that_the_past_has_not_shows_the_present(session):
    recall(session, 0)
    recall(session, 96)
    assert session.recalled is None


def test_it_goes_on_from_a_moment_as_a_branch(session):
    run, weights = session.run, session.run.past.weights[3].copy()
    go_on(session, {"rest": run.named_rest, "place": 3})
    assert session.run is not run
    assert session.branched_from is run
    np.testing.assert_array_equal(session.run.first_theta, weights)
    assert session.run.moving
    until(lambda: (session.look(), session.run.phase == "ended")[1], seconds=30.0)
    np.testing.assert_array_equal(session.run.past.weights[0], weights)


@pytest.mark.parametrize(
    "value", [None, {}, {"rest": 3, "place": 0}, {"rest": "x", "place": 0}, {"rest": "", "place": []}]
)
def test_what_names_no_moment_goes_on_from_nowhere(session, value):
    run = session.run
    go_on(session, value)
    go_on(session, {"rest": run.named_rest, "place": len(run.past.epochs) - 1})
    assert session.run is run
