"""A kept run: made from a run that stands still, checked, read-only."""

import time
from types import SimpleNamespace

import numpy as np
import pytest

from nn.settings import SpecError
from playground.analysis.runs import KeptRun
from playground.analysis.runs.kept_run import LONGEST_CHANGE, MOST_CHANGES
from playground.experiment.presets import DEFAULT, PRESETS
from playground.processes.pool import Pool
from playground.training.run_handle import RunHandle
from tests.playground.analysis.runs.made_runs import WEIGHTS, changed, curve, kept


def test_a_run_that_has_ended_is_kept_with_its_curve_and_weights():
    experiment = changed(schedule={"epochs": 3}, seed=5)
    handle = RunHandle(experiment, Pool(1))
    try:
        handle.play()
        deadline = time.monotonic() + 60
        while handle.moving:
            assert time.monotonic() < deadline
            handle.poll()
            time.sleep(0.005)
        run = KeptRun.of(handle)
    finally:
        handle.close()
    assert run.name == "Four clouds (XOR)"
    assert run.experiment == experiment
    assert run.reason == "Trained for 3 epochs, as set."
    assert (run.curve[-1, 0], run.seconds) == (3.0, handle.snapshot.seconds)
    np.testing.assert_array_equal(run.theta, handle.theta)
    assert not run.theta.flags.writeable
    assert run.theta.base is None  # nothing of the worker's message is held in memory
    assert run.final["test_accuracy"] == handle.snapshot.whole_test_accuracy
    assert (run.past.epochs[0], run.past.epochs[-1]) == (0.0, 3.0)
    np.testing.assert_array_equal(run.past.weights[-1], handle.theta)
    assert run.past_bytes == run.past.weights.nbytes


def handle_of(**parts):
    facts = {"curve": curve([1.0]), "theta": np.zeros(WEIGHTS, np.float32), "seconds": 1.0, "reason": None}
    snapshot = SimpleNamespace(**{**facts, "whole_test_accuracy": None, "changes": [], **parts})
    return SimpleNamespace(
        phase="paused", snapshot=snapshot, experiment=DEFAULT, own_drawings=None, past=None, by_hand=[]
    )


def test_a_paused_run_can_be_kept_and_a_moving_one_cannot():
    assert KeptRun.of(handle_of()).reason is None
    for change in ({"phase": "training"}, {"phase": "failed"}, {"snapshot": None}):
        handle = handle_of()
        vars(handle).update(change)
        with pytest.raises(ValueError, match="stands still"):
            KeptRun.of(handle)
    with pytest.raises(ValueError, match="stands still"):
        KeptRun.of(handle_of(theta=None))


@pytest.mark.parametrize(
    ("experiment", "name"),
    [
        (DEFAULT, "Four clouds"),
        (changed(seed=9), "Four clouds"),
        (PRESETS["Two clouds"], "Two clouds"),
        (changed(optimiser={"learning_rate": 0.5}), "Four clouds (XOR)"),
    ],
    ids=["preset", "another seed", "another preset", "changed"],
)
def test_a_run_is_named_after_what_it_trained(experiment, name):
    handle = handle_of(theta=np.zeros(3 if name == "Two clouds" else WEIGHTS, np.float32))
    handle.experiment = experiment
    assert KeptRun.of(handle).name == name


def with_value(row, column, value):
    rows = curve([0.5, 0.25, 0.125])
    rows[row, column] = value
    return rows


REFUSED = {
    "no name": ({"name": " "}, "needs a name"),
    "name no text": ({"name": 3}, "needs a name"),
    "long name": ({"name": "x" * 61}, "at most 60"),
    "unprintable name": ({"name": "a\nb"}, "printable"),
    "formula": ({"name": "=1+1"}, "may not begin with ="),
    "no experiment": ({"experiment": DEFAULT.data()}, "needs the experiment"),
    "seconds below 0": ({"seconds": -1.0}, "seconds of training"),
    "endless": ({"seconds": float("inf")}, "seconds of training"),
    "seconds no number": ({"seconds": "4"}, "seconds of training"),
    "long reason": ({"reason": "x" * 301}, "at most 300"),
    "no time": ({"finished_at": "yesterday"}, "ISO time; it is 'yesterday'"),
    "time no text": ({"finished_at": 3}, "ISO time"),
    "accuracy over 1": ({"whole_test_accuracy": 1.5}, "from 0 to 1"),
    "no rows": ({"curve": np.zeros((0, 8), np.float32)}, "1 to 512 rows"),
    "many rows": ({"curve": np.zeros((513, 8), np.float32)}, "1 to 512 rows"),
    "few columns": ({"curve": np.zeros((2, 5), np.float32)}, "rows of 8 numbers"),
    "double curve": ({"curve": np.zeros((2, 8))}, "single precision"),
    "curve no array": ({"curve": [[0.0] * 8]}, "single precision"),
    "backwards": ({"curve": with_value(2, 0, 0.5)}, "grow from row to row"),
    "updates below 0": ({"curve": with_value(0, 1, -1)}, "grow from row to row"),
    "no cost": ({"curve": with_value(1, 2, np.nan)}, "finite numbers"),
    "some validation costs": ({"curve": with_value(1, 6, 0.5)}, "finite numbers"),
    "validation above 1": ({"curve": with_value(1, 7, 1.1)}, "from 0 to 1"),
    "accuracy above 1": ({"curve": with_value(1, 5, 1.1)}, "from 0 to 1"),
    "endless accuracy": ({"curve": with_value(1, 5, np.inf)}, "from 0 to 1"),
    "other weights": ({"theta": np.zeros(40, np.float32)}, "41 parameters; there are weights for 40"),
    "two-dimensional weights": ({"theta": np.zeros((1, WEIGHTS), np.float32)}, "in a row"),
    "double weights": ({"theta": np.zeros(WEIGHTS)}, "single precision"),
    "infinite weights": ({"theta": np.full(WEIGHTS, np.inf, np.float32)}, "not finite"),
    "stack that does not fit": (
        {"experiment": DEFAULT.changed(layers=({"kind": "conv2d"},))},
        "do not fit together",
    ),
}


@pytest.mark.parametrize("case", list(REFUSED))
def test_what_is_no_run_is_refused_in_words(case):
    parts, words = REFUSED[case]
    with pytest.raises(SpecError, match=words):
        kept(**parts)


def test_a_run_is_read_only_and_its_time_is_in_utc():
    rows = curve([1.0, 0.5])
    run = kept(rows=rows, name="  Mine ", finished_at="2026-01-02T05:04:05.678+02:00")
    rows[:] = 7
    assert run.curve[0, 2] == 1.0
    assert run.name == "Mine"
    assert run.finished_at == "2026-01-02T03:04:05.678+00:00"
    with pytest.raises(ValueError, match="read-only"):
        run.curve[0] = 0


def test_seconds_are_shared_out_over_the_epochs():
    assert kept(rows=curve([3, 2, 1], epochs=[0, 1, 4])).column("seconds").tolist() == [0.0, 1.0, 4.0]
    assert kept(rows=curve([3.0])).column("seconds").tolist() == [0.0]


def test_what_is_not_measured_is_none_and_the_whole_test_set_counts():
    assert kept(rows=curve([0.5], accuracy=np.nan)).final["train_accuracy"] is None
    final = kept(rows=curve([0.1], accuracy=0.5), whole_test_accuracy=0.75).final
    assert (final["train_cost"], final["train_accuracy"], final["test_accuracy"]) == (0.1, 0.5, 0.75)


def test_changes_are_kept_in_their_order_the_latest_of_many_and_none_too_long():
    many = [(float(epoch), f"seed {epoch} → {'9' * epoch}") for epoch in range(2 * MOST_CHANGES, 0, -1)]
    run = KeptRun.of(handle_of(changes=many))
    assert [epoch for epoch, _ in run.changes] == list(range(1, MOST_CHANGES + 1))
    assert KeptRun.of(handle_of(changes=[(1.0, "x" * 500)])).changes[0][1] == f"{'x' * (LONGEST_CHANGE - 2)} …"


@pytest.mark.parametrize(
    "changes",
    [
        7,
        [(1.0, "momentum")] * (MOST_CHANGES + 1),
        [(1.0,)],
        [("1", "momentum")],
        [(-1.0, "momentum")],
        [(1.0, "")],
        [(1.0, "x" * (LONGEST_CHANGE + 1))],
        [(1.0, "new\nline")],
        [(1.0, "=1+1")],
    ],
)
def test_changes_that_no_training_makes_are_refused(changes):
    with pytest.raises(SpecError, match="change"):
        kept(changes=changes)
