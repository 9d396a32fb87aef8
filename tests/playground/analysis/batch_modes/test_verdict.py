"""What is said of a race: who was first, and why."""

import pytest

from playground.analysis.batch_modes.modes import FULL_BATCH, STOCHASTIC
from playground.analysis.batch_modes.verdict import amount, cost_text, reasons, standing_text, standings
from tests.playground.analysis.batch_modes.races import TWO, made


def test_who_is_first_depends_on_the_axis():
    accuracy, cost = standings(TWO)
    assert accuracy.taken["Epochs"] == {STOCHASTIC: 1.5, FULL_BATCH: 25}
    assert [accuracy.winner(axis) for axis in ("Epochs", "Updates", "Seconds")] == [STOCHASTIC, FULL_BATCH, FULL_BATCH]
    assert cost.goal == "a training cost of 0.1, the lowest that all of them reached"
    assert cost.taken["Seconds"] == {FULL_BATCH: 1, STOCHASTIC: 4}
    assert cost.changes
    assert standing_text(accuracy) == (
        "First to 99 % of the training samples right: by epochs **Stochastic** (1.5; next Full batch, 25); "
        "by updates **Full batch** (25; next Stochastic, 150); "
        "by seconds **Full batch** (1.25 s; next Stochastic, 3.00 s)."
    )


def test_why_the_winner_changes():
    first, epochs, updates, seconds = reasons(TWO, standings(TWO)[-1])
    assert first.startswith("The winner changes")
    assert "Stochastic makes 100 updates and Full batch makes 1: Stochastic has learnt" in epochs
    assert updates.endswith("its direction is surest, and it needs the fewest steps.")
    assert (
        "An update of Stochastic takes 20 ms and one of Full batch 50 ms: 100 times the samples in 2.5 times" in seconds
    )
    assert "Full batch strikes the best balance" in seconds
    assert "another race" not in seconds


def test_close_times_and_steps_are_called_close():
    close = {
        STOCHASTIC: made([(0, 0, 1, 0), (1, 100, 0.1, 1.0)]),
        FULL_BATCH: made([(0, 0, 1, 0), (110, 110, 0.1, 1.2)]),
    }
    (goal,) = standings(close)
    assert not goal.changes
    first, _, updates, seconds = reasons(close, goal)
    assert first.startswith("Stochastic is first on every axis here")
    assert "Stochastic needs about as many steps" in updates
    assert "another race may end the other way" in seconds


def test_who_learnt_nothing_sets_no_goal():
    idle = {**TWO, "Mini-batch 10": made([(0, 0, 1, 0), (5, 50, 2, 1)])}
    assert standings(idle)[-1].goal == "a training cost of 0.1, the lowest that all but Mini-batch 10 reached"
    assert standings({"Mini-batch 10": idle["Mini-batch 10"], STOCHASTIC: TWO[STOCHASTIC]})[-1].goal.startswith("99 %")


def test_a_goal_that_nobody_reached():
    nobody = {name: {**each, "to_goal": None} for name, each in TWO.items()}
    goal = standings(nobody)[0]
    assert standing_text(goal) == "Nobody got to 99 % of the training samples right."
    assert reasons(nobody, goal) == []


def test_level_contestants_are_called_level():
    level = {name: {**TWO[STOCHASTIC]} for name in (STOCHASTIC, FULL_BATCH)}
    assert "by updates **Stochastic** (150, level with Full batch)" in standing_text(standings(level)[0])


@pytest.mark.parametrize(
    ("axis", "value", "text"),
    [
        ("Epochs", 0.175, "0.17"),
        ("Epochs", 5434.2, "5,434"),
        ("Updates", 7, "7"),
        ("Seconds", 2.5, "2.50 s"),
        ("Seconds", 0.0123, "12.3 ms"),
        ("Seconds", 12e-6, "12 µs"),
    ],
)
def test_amounts_in_words(axis, value, text):
    assert amount(axis, value) == text


@pytest.mark.parametrize(("cost", "text"), [(0.25, "0.25"), (0.0000672, "0.000067"), (3e-8, "3e-08"), (12.0, "12")])
def test_costs_in_words(cost, text):
    assert cost_text(cost) == text
