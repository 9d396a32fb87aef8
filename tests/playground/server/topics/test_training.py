"""The topics of a run: frames, the network picture, progress, and the page's turn."""

import json

import pytest

from playground.experiment.presets import DEFAULT, DIGITS
from playground.processes.wire import unpack
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError
from playground.training.speeds import FULL, SPEEDS
from tests.waiting import until

ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})


@pytest.fixture
def session():
    session = Session("token")
    session.replace(ENDLESS)
    yield session
    session.close()


def state(session, topic, **message):
    return TOPICS[topic].state(session, message)


def answer(session, topic, **message):
    return TOPICS[topic].answer(session, message)


def test_without_a_run_there_is_nothing_to_say(session):
    for topic in ("frame", "network", "health"):
        assert state(session, topic) is None
    assert state(session, "progress", of="train") is None
    assert state(session, "progress", of="job", place="nothing") is None
    assert answer(session, "progress", of="train") == b"null"


def test_a_run_brings_frames_as_its_worker_packs_them(session):
    run = session.run_to_move()
    run.play()
    found = []

    def framed():
        now = state(session, "frame")
        if found and now == found[-1][0]:
            return False
        header, arrays = unpack(answer(session, "frame"))
        if "frame" not in arrays:
            assert header["text"] == "Starting …"
            return False
        found.append((now, header, unpack(arrays["frame"].tobytes())))
        return len(found) == 4

    until(framed)
    updates = [frame[0]["updates"] for _, _, frame in found]
    assert updates == sorted(set(updates)), "each frame is a later one"
    versions = [progress["version"] for _, progress, _ in found]
    assert {name for name, _ in versions} == {run.name}
    assert [version for _, version in versions] == sorted({version for _, version in versions})
    _, progress, (header, arrays) = found[-1]
    assert progress["text"].startswith("Epoch ")
    assert arrays["plane"].shape == (1, 100, 100)
    assert "points" not in arrays, "what does not change is not in every frame"
    assert header["test"]["accuracy"] is not None


def test_the_network_picture_comes_with_the_same_look(session):
    session.run_to_move().play()
    until(lambda: state(session, "frame") is not None and state(session, "network") is not None)
    header, arrays = unpack(answer(session, "network"))
    assert [column["title"] for column in header["columns"]] == ["Inputs", "Linear 10 + Tanh", "Linear 1 + Sigmoid"]
    assert [arrays[f"maps_{column}"].shape[1] for column in range(3)] == [2, 10, 1]
    run = session.run
    before = run.version
    until(lambda: state(session, "frame") and state(session, "network") and run.version >= before + 6)
    assert run.network_version >= 4, "not in turns"


def test_progress_is_told_of_each_run_and_of_none_that_is_not_there(session):
    session.run_to_move().play()
    until(lambda: "Epoch" in json.loads(answer(session, "progress", of="train"))["text"])
    for of in ("digits", "autoencoder", "job", "elsewhere", None, ["train"]):
        assert answer(session, "progress", of=of) == b"null"


def test_the_layers_histories_are_asked_for(session):
    session.run_to_move().play()
    until(lambda: state(session, "health") is not None)
    assert session.run.health.shape[1:] == (4, 4)


def test_a_page_is_drawn_anew_when_something_has_ended(session):
    turn = session.turn
    assert state(session, "turn", turn=turn) is None
    run = session.run_to_move()
    run.play()
    session.look()
    assert state(session, "turn", turn=turn) == session.turn > turn
    turn = session.turn

    def shown():
        run.look()
        return run.snapshot is not None

    until(shown)
    session.look()
    assert state(session, "turn", turn=turn) is None, "a run that goes on needs no page"
    run.pause()
    until(lambda: not run.moving)
    session.look()
    assert json.loads(answer(session, "turn", turn=turn)) == session.turn > turn
    assert session.kept.all, "and the run that rests is kept"


def test_the_speed_holds_for_the_train_pages_runs_alone(session):
    slowest = next(iter(SPEEDS))
    assert json.loads(answer(session, "controls"))["speed"] == FULL
    first = session.run_to_move()
    before = state(session, "controls")
    answer(session, "speed", speed=slowest, revision=3)
    assert state(session, "controls") != before
    said = json.loads(answer(session, "controls"))
    assert (said["speed"], said["revision"]) == (slowest, 3)
    assert first.speed == slowest
    session.drop_run()
    assert session.run_to_move().speed == slowest
    session.start_digit_run(DIGITS)
    assert session.digit_run.speed == FULL


@pytest.mark.parametrize(
    "message", [{}, {"speed": "Full"}, {"speed": "fast", "revision": 1}, {"speed": [], "revision": 1}]
)
def test_a_speed_that_there_is_not_is_refused(session, message):
    with pytest.raises(RefusedError):
        answer(session, "speed", **message)
    assert (session.speed, session.speed_revision) == (FULL, 0)
