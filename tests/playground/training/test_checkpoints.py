"""The past of a run: kept sparsely, over its whole length, and begun again from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment.limits import MOST_CHECKPOINTS, PAST_MEMORY
from playground.experiment.presets import DEFAULT
from playground.training.checkpoints import Checkpoints, Past
from playground.training.run import TrainingRun


@given(st.lists(st.floats(1e-3, 50), min_size=1, max_size=400))
def test_any_run_keeps_its_whole_past_in_few_checkpoints(gaps):
    checkpoints = Checkpoints(3)
    epochs = np.cumsum(gaps)
    for epoch in epochs:
        checkpoints.add(float(epoch), np.full(3, epoch, np.float32))
    assert len(checkpoints.epochs) <= MOST_CHECKPOINTS
    assert (checkpoints.epochs[0], checkpoints.epochs[-1]) == (epochs[0], epochs[-1])
    assert checkpoints.epochs == sorted(checkpoints.epochs)
    for epoch, weights in zip(checkpoints.epochs, checkpoints.weights, strict=True):
        np.testing.assert_array_equal(weights, np.float32(epoch))
    if len(epochs) <= MOST_CHECKPOINTS:
        assert len(checkpoints.epochs) == len(epochs)


def test_checkpoints_are_dense_at_first_and_come_to_the_end():
    checkpoints = Checkpoints(2)
    for epoch in range(1000):
        checkpoints.add(epoch, np.zeros(2))
    assert len(checkpoints.epochs) == MOST_CHECKPOINTS
    assert checkpoints.epochs[-1] == 999
    gaps = np.diff(np.sqrt(checkpoints.epochs))[10:]
    # evenly by the square root of the epoch, as nearly as one can say that does not know how long the run will be
    assert gaps.max() < 3.5 * gaps.min()
    assert sum(epoch < 250 for epoch in checkpoints.epochs) == pytest.approx(MOST_CHECKPOINTS / 2, rel=0.2)


def test_a_network_too_large_to_be_kept_a_few_times_is_not():
    checkpoints = Checkpoints(PAST_MEMORY // 4)
    checkpoints.add(0.0, np.zeros(1))
    assert checkpoints.epochs == []


def test_the_last_checkpoint_of_a_run_that_stands_is_the_present():
    run = TrainingRun(DEFAULT.changed(preparation={"validation": 0.2}, schedule={"epochs": 30, "keep_best": True}))
    for updates in (1, 130, 2):
        run.advance(60.0, updates)
        run.evaluate()
        assert run.checkpoints.epochs[-1] == run.epoch
        np.testing.assert_array_equal(run.checkpoints.weights[-1], run.theta)
    run.advance(60.0)
    assert "those of epoch" in run.reason
    assert run.checkpoints.epochs[-1] == run.epoch
    np.testing.assert_array_equal(run.checkpoints.weights[-1], run.theta)


def test_a_run_keeps_its_past_over_a_rest_and_can_begin_from_it():
    short = DEFAULT.changed(schedule={"epochs": 3})
    run = TrainingRun(short)
    first = run.model.theta.copy()
    while run.reason is None:
        run.advance(1.0)
    assert run.checkpoints.epochs[0] == 0
    np.testing.assert_array_equal(run.checkpoints.weights[0], first)
    resumed = TrainingRun(short)
    resumed.restore(run.state())
    assert resumed.checkpoints.epochs == run.checkpoints.epochs
    branched = TrainingRun(short, theta=run.checkpoints.weights[-1])
    np.testing.assert_array_equal(branched.model.theta, run.checkpoints.weights[-1])
    with pytest.raises(ValueError, match="are given to begin with"):
        TrainingRun(short, theta=np.zeros(3, np.float32))


@pytest.mark.parametrize(("room", "epochs"), [(10**6, [0, 1, 2, 3, 4]), (3 * 8, [0, 2, 4]), (0, [0, 4])])
def test_a_past_is_thinned_to_the_room_that_there_is(room, epochs):
    past = Past(np.arange(5.0), np.arange(10, dtype=np.float32).reshape(5, 2)).within(room)
    assert past.epochs.tolist() == epochs
    np.testing.assert_array_equal(past.weights[:, 0], 2 * past.epochs)


@pytest.mark.parametrize(
    ("epochs", "names"),
    [
        ([0, 1.5, 1200], ["epoch 0.0", "epoch 1.5", "epoch 1,200.0"]),
        ([0, 0.02, 7], ["epoch 0.00", "epoch 0.02", "epoch 7.00"]),
        ([0, 5, 5], ["epoch 0.0000", "epoch 5.0000", "epoch 5.0000, the weights that were kept"]),
    ],
)
def test_checkpoints_have_names_of_their_own(epochs, names):
    assert Past(np.array(epochs, np.float64), np.zeros((3, 1), np.float32)).names == names


def test_one_checkpoint_is_a_past():
    assert Past(np.zeros(1), np.zeros((1, 2), np.float32)).within(0).epochs.tolist() == [0]
