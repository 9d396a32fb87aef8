"""The doctor of a session: by which experiment it judges, how often it looks, and what it leaves."""

import dataclasses

import numpy as np
import pytest

from playground.analysis.doctor import Finding
from playground.datasets.published_file import DataUnavailable
from playground.experiment.presets import PRESETS
from playground.processes.pool import Pool
from playground.server import doctor as doctor_module
from playground.server.doctor import NOTHING, PAUSE
from playground.server.session import Session
from playground.server.topics import TOPICS
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle

ILL = PRESETS["Four clouds, no bias anywhere"].changed(schedule={"epochs": 20})


@pytest.fixture(scope="module")
def ended():
    run = TrainingRun(ILL)
    while run.reason is None:
        run.advance(1.0)
    return run.snapshot("ended", pictures=False, weights=True, health=True)


@pytest.fixture
def session(ended):
    session = Session("token")
    session.replace(ILL)
    session.run = run = RunHandle(ILL, Pool(1))
    run.phase, run.snapshot, run.theta, run.health = "ended", ended, ended.theta, ended.health
    run.version = 1
    return session


@pytest.fixture
def clock(monkeypatch):
    """The doctor's clock, which the test moves."""
    now = [100.0]
    monkeypatch.setattr(doctor_module.time, "monotonic", lambda: now[0])
    return now


def kind(session):
    found = session.doctor_opinion().finding
    return None if found is None else found.kind


def test_without_a_run_or_an_update_it_says_nothing(session):
    session.run.snapshot = None
    assert session.doctor_opinion() is NOTHING
    session.drop_run()
    assert session.doctor_opinion() is NOTHING


def test_a_run_is_judged_by_the_experiment_by_which_it_got_where_it_is(session):
    assert kind(session) == "no_bias"
    session.edit(optimiser={"learning_rate": 0.5})
    assert session.current_run is session.run
    assert kind(session) is None
    session.undo()
    assert kind(session) == "no_bias"


def test_what_is_left_is_left_for_this_run_alone(session):
    finding = session.doctor_opinion().finding
    session.doctor.leave(session.run, finding)
    assert kind(session) != "no_bias"
    session.run.name = "another"
    assert kind(session) == "no_bias"


def test_a_finding_of_another_run_changes_nothing(session):
    finding = session.doctor_opinion().finding
    session.follow_doctor(RunHandle(ILL, Pool(1)), finding)
    assert session.experiment == ILL
    session.follow_doctor(session.run, finding)
    assert session.experiment == ILL.changed(**finding.change)
    session.undo()
    session.follow_doctor(session.run, Finding("a", "b", "c", "d", {"optimiser": {"learning_rate": 0.1}}, anew=True))
    assert session.run is None
    session.undo()
    assert session.experiment == ILL


def test_a_run_that_moves_is_looked_at_once_a_second(session, ended, clock, monkeypatch):
    looks = []
    monkeypatch.setattr(doctor_module, "diagnose", lambda case, _: looks.append(case.updates))
    run = session.run
    run.phase = "training"
    for number in range(40):
        run.version += 1
        run.snapshot = dataclasses.replace(ended, phase="training", reason=None, updates=number + 1)
        session.doctor_opinion()
        clock[0] += PAUSE / 8
    assert len(looks) == 5
    run.phase = "ended"
    session.doctor_opinion()
    assert len(looks) == 6, "one that rests is looked at at once"
    session.doctor_opinion()
    assert len(looks) == 6, "and not again"


def test_the_health_of_a_run_is_asked_for_only_where_it_ails(session, ended, monkeypatch, clock):
    asked = []
    monkeypatch.setattr(RunHandle, "look", lambda _, *parts: asked.append(parts))
    run = session.run
    run.phase, run.snapshot = "training", dataclasses.replace(ended, phase="training", reason=None)
    session.doctor_opinion()
    assert asked == [("health",)]
    well = np.array(ended.curve)
    well[-1, 4] = 1.0
    run.snapshot, run.version = dataclasses.replace(run.snapshot, curve=well), 2
    clock[0] += PAUSE
    session.doctor_opinion()
    assert asked == [("health",)]


def test_the_topic_has_news_when_another_thing_is_to_be_said_of_a_run_that_moves(session, ended, clock):
    topic = TOPICS["doctor"]
    assert topic.state(session, {}) is None, "the page is drawn anew by itself"
    run = session.run
    run.phase, run.snapshot = "training", dataclasses.replace(ended, phase="training", reason=None)
    run.experiment = ILL.changed(schedule={"epochs": 100})
    before = topic.state(session, {})
    assert before == "no_bias"
    session.doctor.leave(run, session.doctor_opinion().finding)
    clock[0] += PAUSE
    assert topic.state(session, {}) not in (before, None)
    assert topic.answer(session, {}) == b""


def test_a_training_whose_data_cannot_be_had_is_left_alone(session, monkeypatch):
    def missing(*_):
        raise DataUnavailable("Digits", "they are gone")

    monkeypatch.setattr(doctor_module, "diagnose", missing)
    assert session.doctor_opinion() is NOTHING
