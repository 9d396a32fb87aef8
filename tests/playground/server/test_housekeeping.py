"""The server's housekeeping: trainings without a page, and those that wait."""

import pytest

from playground.experiment.presets import DEFAULT
from playground.processes.pool import FORGOTTEN, Pool
from playground.server import housekeeping, session
from playground.server.housekeeping import INTERVAL, tidy
from playground.server.sessions import Sessions
from playground.training.worker import UNWATCHED
from tests.waiting import until

ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})


@pytest.fixture
def sessions(monkeypatch):
    pool = Pool(2)
    for module in (session, housekeeping):
        monkeypatch.setattr(module, "pool", lambda: pool)
    sessions = Sessions()
    yield sessions
    for each in sessions.all():
        each.close()


def training(sessions):
    made = sessions.make("ada")
    made.enter("a page")
    made.replace(ENDLESS)
    made.run_to_move().play()
    made.look()
    return made


def test_its_rounds_come_often_enough():
    assert min(FORGOTTEN, UNWATCHED) >= 4 * INTERVAL


def test_a_training_without_a_page_goes_on(sessions, monkeypatch):
    left = training(sessions)
    left.leave()
    said = []
    monkeypatch.setattr(type(left.run.process), "send", lambda _, message: said.append(message["do"]))
    tidy(sessions)
    assert said == ["look"]
    assert left.training


def test_the_longest_forsaken_gives_its_place_to_who_waits(sessions):
    watched, left = training(sessions), training(sessions)
    left.leave()
    third = training(sessions)
    assert third.run.phase == "waiting"

    def has_a_place():
        tidy(sessions)
        left.look()
        return third.run.phase == "training"

    until(has_a_place)
    assert watched.run.moving, "what is watched goes on"
    assert left.kept.all, "what rests is kept"


def test_a_training_that_nobody_comes_back_to_rests(sessions, monkeypatch):
    left, watched = training(sessions), training(sessions)
    left.leave()
    monkeypatch.setattr(housekeeping, "AWAY", -1.0)

    def rests():
        tidy(sessions)
        return not left.training

    until(rests)
    assert watched.training
    assert left.kept.all


def test_who_waits_without_a_page_does_not_leave_the_queue_for_itself(sessions):
    first, second, left = training(sessions), training(sessions), training(sessions)
    left.leave()
    for _ in range(3):
        tidy(sessions)
    assert left.run.phase == "waiting"
    assert first.training
    assert second.training


def test_nobody_rests_while_nobody_waits(sessions):
    left = training(sessions)
    left.leave()
    for _ in range(3):
        tidy(sessions)
    assert left.run.moving
