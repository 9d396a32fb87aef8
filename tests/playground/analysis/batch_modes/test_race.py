"""The race itself, and what it leaves."""

import numpy as np
import pytest

from playground.analysis.batch_modes.modes import FULL_BATCH, STOCHASTIC, contestants
from playground.analysis.batch_modes.race import MOST_PATH_BYTES, affordable_points
from playground.analysis.batch_modes.verdict import standings
from playground.analysis.runs.raced_runs import ENDED, raced_runs
from playground.experiment import Experiment
from playground.experiment.presets import DIGITS, PRESETS
from playground.processes.pool import Pool
from playground.server.jobs.job import Job
from playground.training.run import DIVERGED
from playground.training.scores import MOST_ROWS, SCORE_COLUMNS
from tests.playground.analysis.batch_modes.races import LINEAR, SMALL, WIDE, data_of, race
from tests.waiting import until


def test_all_but_the_seconds_is_the_same_again(raced):
    again = race(contestants(SMALL, (10,)))
    for name, found in raced[0]["contestants"].items():
        other = again["contestants"][name]
        np.testing.assert_array_equal(other["curve"][:, :6], found["curve"][:, :6])
        np.testing.assert_array_equal(other["path"], found["path"])
        np.testing.assert_array_equal(other["path_updates"], found["path_updates"])
    np.testing.assert_array_equal(again["landscape"]["surface"], raced[0]["landscape"]["surface"])
    np.testing.assert_array_equal(again["noise"]["last"]["measured"], raced[0]["noise"]["last"]["measured"])


def test_the_curves_are_shown_while_they_grow(raced):
    result, reports = raced
    shares = [share for share, *_ in reports]
    assert shares == sorted(shares)
    shown = [rest[0] for _, _, *rest in reports if rest]
    assert shown
    for curves in shown:
        assert list(curves) == list(result["contestants"])
        for name, each in curves.items():
            whole = result["contestants"][name]["curve"]
            np.testing.assert_array_equal(each["curve"], whole[: len(each["curve"])])


def test_what_a_race_leaves_can_be_kept(raced):
    racing = contestants(SMALL, (10,))
    for (name, experiment), run in zip(racing.items(), raced_runs(data_of(racing), raced[0]), strict=True):
        found = raced[0]["contestants"][name]
        assert run.name == f"{name}, Four clouds (XOR)"
        assert run.experiment == experiment
        np.testing.assert_array_equal(run.curve, found["curve"][:, :SCORE_COLUMNS])
        np.testing.assert_array_equal(run.theta, found["path"][-1])
        np.testing.assert_array_equal(run.past.weights, found["path"])
        assert (run.past.epochs[0], run.past.epochs[-1]) == (0.0, 3.0)
        assert (run.seconds, run.reason, run.finished_at) == (found["seconds"], ENDED, raced[0]["finished_at"])


def test_a_long_race_is_kept_with_a_shorter_curve(raced):
    found = raced[0]["contestants"][STOCHASTIC]
    rows = np.concatenate([found["curve"], np.repeat(found["curve"][-1:], 2 * MOST_ROWS, axis=0)])
    longer = {**raced[0], "contestants": {STOCHASTIC: {**found, "curve": rows}}}
    (run,) = raced_runs(data_of(contestants(SMALL, ())), longer)
    assert len(run.curve) == MOST_ROWS
    np.testing.assert_array_equal(run.curve[[0, -1]], rows[[0, -1], :SCORE_COLUMNS])
    rows[100, 2] = 9
    (run,) = raced_runs(data_of(contestants(SMALL, ())), longer)
    assert run.curve[:, 2].max() == 9


def test_a_race_ends_by_seconds_too():
    found = race(contestants(SMALL, ()), seconds=0.02, epochs=100_000)["contestants"]
    for each in found.values():
        assert each["seconds"] >= 0.02
        assert 0 < each["epochs"] < 100_000
        assert not each["diverged"]


def test_a_contestant_that_diverges_does_not_stop_the_others():
    described = LINEAR.changed(optimiser={"kind": "sgd", "learning_rate": 0.1})
    racing = contestants(described, (10,), {STOCHASTIC: 10.0})
    result = race(racing, epochs=20)
    assert [run.reason for run in raced_runs(data_of(racing), result)] == [DIVERGED, ENDED, ENDED]
    found = result["contestants"]
    assert [each["diverged"] for each in found.values()] == [True, False, False]
    assert found[FULL_BATCH]["epochs"] == 20
    goals = standings(found)
    assert all(STOCHASTIC not in taken for taken in goals[-1].taken.values())
    assert "the lowest that all but Stochastic reached" in goals[-1].goal


def test_every_contestant_may_diverge_wherever_the_infinity_is_first_seen():
    described = PRESETS["A surface of values"].changed(optimiser={"kind": "sgd", "learning_rate": 2.0})
    result = race(contestants(described, (10,)), seconds=5.0, epochs=20)
    for name, each in result["contestants"].items():
        assert each["diverged"] or each["epochs"] == 20, name
        assert np.isfinite(each["path"]).all()
        assert np.isfinite(each["curve"][:, :4]).all()
    assert any(each["diverged"] for each in result["contestants"].values())


def unlike(**parts):
    return {"one": SMALL, "other": SMALL.changed(**parts)}


@pytest.mark.parametrize(
    ("racing", "changes", "words"),
    [
        ({}, {}, "A race has 1 to 8 contestants; there are 0"),
        (unlike(), {"seconds": 0.0}, "up to 120 seconds of training each; 0.0 is asked for"),
        (unlike(), {"seconds": float("nan")}, "nan is asked for"),
        (unlike(), {"points": 1}, "A path has 2 to 400 moments; 1 are asked for"),
        (unlike(), {"seconds": 10**5000}, "type int that is too large to be written is asked for"),
        (unlike(), {"points": 10**5000}, "type int that is too large to be written are asked for"),
        (unlike(), {"epochs": 0}, "epochs must be a whole number"),
        (unlike(seed=1), {}, "must begin alike"),
        ({"one": SMALL.changed(layers=())}, {}, "one: The stack is empty"),
        (
            {"wide": DIGITS.changed(layers=(DIGITS.layers[0], WIDE, DIGITS.layers[-1]))},
            {"points": 400},
            "The paths of 1 networks with 307,210 parameters need 469 MB; at most 64 MB",
        ),
    ],
    ids=[
        "nobody", "no time", "no number", "no path", "endless", "endless path", "no epochs", "unlike", "no network",
        "too large",
    ],
)  # fmt: skip
def test_what_is_no_race_is_refused_in_words(racing, changes, words):
    with pytest.raises(ValueError, match=words):
        race(racing, **changes)


def test_as_many_moments_as_fit_into_memory():
    assert affordable_points(41, 5) == 40
    points = affordable_points(400_000, 4)
    assert 4 * 400_000 * 4 * points <= MOST_PATH_BYTES < 4 * 400_000 * 4 * (points + 1)
    assert affordable_points(2_000_000, 8) == 2


def test_a_race_in_a_process_of_its_own():
    racing = contestants(SMALL, (10,))
    job = Job("race", {"experiments": data_of(racing), "seconds": 0.1, "epochs": 100_000, "points": 10}, Pool(1))
    process, seen = job.process, {}

    def ended():
        nonlocal seen
        job.poll()
        seen = job.partial or seen
        return not job.moving

    until(ended, seconds=120.0)
    assert job.failure is None
    assert list(seen) == list(racing)
    found = job.result["contestants"]
    for name, each in found.items():
        part, whole = seen[name]["curve"], each["curve"]
        assert len(part) > 0
        assert part[-1, 1] <= whole[-1, 1] == each["updates"]
        assert each["path"].shape == (len(each["path_updates"]), 41)
        assert len(each["path"]) <= 10
        assert Experiment.from_data(racing[name].data()) == racing[name]
    assert job.result["landscape"]["surface"].shape == (41, 41)
    until(lambda: not process.alive)
