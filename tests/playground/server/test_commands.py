"""Presses of the buttons that move a run, and settings beside them: each is obeyed once, in its order."""

import pytest

from playground.experiment.presets import DEFAULT
from playground.server import commands
from playground.server.commands import COMMANDS, LONGEST_NAME, MOST_COMMANDS, obey, obey_new
from playground.server.session import Session


@pytest.fixture
def session():
    session = Session("token")
    yield session
    session.close()


@pytest.fixture
def done(monkeypatch):
    done = []
    monkeypatch.setattr(commands, "obey", lambda _, command: done.append(command))
    return done


def told(*pressed, page="a page"):
    return {"page": page, "pressed": [list(press) for press in pressed]}


def test_presses_are_obeyed_in_their_order(session, done):
    obey_new(session, told((1, "Step"), (2, "Step"), (3, "Epoch")))
    assert done == ["Step", "Step", "Epoch"]
    assert session.obeyed == ("a page", 3)


def test_a_press_that_is_told_again_is_obeyed_once(session, done):
    obey_new(session, told((1, "Step")))
    obey_new(session, told((1, "Step"), (2, "Step")))
    obey_new(session, told((1, "Step"), (2, "Step")))
    assert done == ["Step", "Step"]


def test_a_message_that_was_overtaken_takes_nothing_with_it(session, done):
    obey_new(session, told((1, "Play"), (2, "Pause"), (3, "Step")))
    obey_new(session, told((1, "Play"), (2, "Pause")))
    assert done == ["Play", "Pause", "Step"]


def test_a_page_of_a_long_name_is_obeyed_once_too(session, done):
    for _ in range(2):
        obey_new(session, {"page": "a" * (LONGEST_NAME + 1), "pressed": [[1, "Step"]]})
    assert done == ["Step"]


def test_another_page_counts_anew(session, done):
    obey_new(session, told((1, "Step"), (2, "Step")))
    obey_new(session, told((1, "Step"), page="another page"))
    assert done == ["Step"] * 3


def setting(name, value, part="schedule", kind="schedule"):
    return {"part": part, "kind": kind, "name": name, "value": value}


def test_settings_are_obeyed_among_the_buttons_in_their_order(session, done):
    rate = setting("learning_rate", 0.03, "optimiser", "sgd")
    for _ in range(2):
        obey_new(session, told((1, setting("batch_mode", "full batch")), (2, "Play"), (3, rate)))
    assert done == ["Play"]
    assert session.experiment == DEFAULT.changed(
        schedule={"batch_mode": "full batch"}, optimiser={"learning_rate": 0.03}
    )
    assert len(session.past) == 2, "one step back for each"


@pytest.mark.parametrize(
    "told_of",
    [
        setting("batch_size", 0),
        setting("batch_size", "ten"),
        setting("batch_size", None),
        setting("batch_size", [1]),
        setting("batch", 3),
        setting("learning_rate", 0.1, "optimiser", "adam"),
        setting("seed", 3, "seed", "seed"),
        setting("noise", 1.0, "dataset", "four_gaussians"),
        setting("units", 3, "layers", "linear"),
        {**setting("batch_size", 3), "more": 1, "part": 7},
    ],
    ids=str,
)
def test_a_setting_that_the_bar_cannot_have_told_of_changes_nothing(session, told_of):
    obey_new(session, told((1, told_of)))
    assert session.experiment == DEFAULT


@pytest.mark.parametrize(
    "value",
    [
        None,
        "Step",
        [],
        {},
        {"page": "a page"},
        {"page": 1, "pressed": [[1, "Step"]]},
        {"page": "a page", "pressed": 7},
        {"page": "a page", "pressed": [[1, "Step"]] * (MOST_COMMANDS + 1)},
        told((1, "close")),
        told((1, 2)),
        told((-1, "Step")),
        told((1.5, "Step")),
        told(("1", "Step")),
        told((1, "Step", 2)),
        told((True, "Step")),
    ],
    ids=lambda value: str(value)[:50],
)
def test_anything_else_is_left_alone(session, done, value):
    obey_new(session, value)
    assert done == []
    assert session.obeyed == ("", 0)


def test_each_button_does_what_it_says(session):
    obey(session, "Step")
    run = session.run
    run.settle(20)
    assert run.snapshot.updates == 1
    obey(session, "Epoch")
    run.settle(20)
    assert run.snapshot.updates == 50
    obey(session, "Play")
    assert run.moving
    obey(session, "Pause")
    run.settle(20)
    assert run.phase in ("paused", "ended")
    obey(session, "Reset")
    assert session.run is None
    seed = session.experiment.seed
    obey(session, "New seed")
    assert session.experiment.seed != seed


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_nothing_trains_what_cannot_be_trained(session, command):
    session.replace(DEFAULT.changed(layers=()))
    obey(session, command)
    assert session.run is None
