"""The panel of one step: it makes the step that was looked at, and no other."""

import pytest

from playground.server.session import Session
from playground.server.topics.step import standing
from playground.ui import step_panel


@pytest.fixture
def session(monkeypatch):
    session = Session("token")
    monkeypatch.setattr(step_panel, "session", lambda: session)
    yield session
    session.close()


def told(monkeypatch, value):
    commands = []
    monkeypatch.setattr(step_panel, "obey", lambda _, command: commands.append(command))
    monkeypatch.setattr(step_panel, "sent", lambda _: value)
    step_panel._make()
    return commands


def test_the_step_that_was_looked_at_is_made(session, monkeypatch):
    assert told(monkeypatch, {"make": list(standing(session))}) == ["Step"]


def test_another_step_than_that_is_not_made(session, monkeypatch):
    looked_at = list(standing(session))
    session.edit(schedule={"batch_size": 3})
    assert told(monkeypatch, {"make": looked_at}) == []


@pytest.mark.parametrize(
    "value", [None, {}, {"make": None}, {"make": 1}, {"make": [1]}, {"make": {}}, {"make": "Step"}]
)
@pytest.mark.usefixtures("session")
def test_what_is_no_step_makes_none(monkeypatch, value):
    assert told(monkeypatch, value) == []


def test_nothing_is_made_while_the_run_moves(session, monkeypatch):
    looked_at = list(standing(session))
    session.replace(session.experiment.changed(schedule={"until_stopped": True}))
    session.run_to_move().play()
    assert standing(session) is None
    assert told(monkeypatch, {"make": looked_at}) == []
    assert told(monkeypatch, {"make": []}) == []
