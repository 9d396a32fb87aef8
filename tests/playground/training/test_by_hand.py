"""Weights changed by hand: one after the other, taken back, and what the network does with them."""

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT, DIGITS
from playground.processes.wire import unpack
from playground.training.by_hand import MOST_UNDONE, ByHand, HandChange, can_be_changed
from playground.training.run import TrainingRun
from playground.training.snapshot import BY_HAND
from playground.training.untrained import first_theta

COST = pytest.approx


@pytest.fixture
def hand():
    return ByHand(DEFAULT, first_theta(DEFAULT))


def network():
    """The default's network with its first weights, and its two Linear layers."""
    model = TrainingRun(DEFAULT, DEFAULT.samples()).model
    return model, model.layers[0].params, model.layers[2].params


def shown(hand):
    return hand.show(None, 7)


def described(hand):
    return unpack(hand.network_frame)[0]["hand"]


def test_a_weight_and_a_bias_are_turned_and_all_that_follows_is_of_them(hand):
    model, first, last = network()
    assert hand.make(HandChange("weight", 1, 3, 1, 2.5))
    assert hand.make(HandChange("bias", 2, 0, value=-1.5))
    first["weights"][1, 3] = 2.5
    last["bias"][0] = -1.5
    snapshot = shown(hand)
    np.testing.assert_array_equal(snapshot.theta, model.theta)
    there = TrainingRun(DEFAULT, DEFAULT.samples(), model.theta)
    assert (snapshot.scores.train_loss, snapshot.scores.test_accuracy) == (
        there.scores.train_loss,
        there.scores.test_accuracy,
    )
    np.testing.assert_array_equal(snapshot.plane, there.snapshot("paused").plane)
    header, arrays = unpack(hand.network_frame)
    assert arrays["weights_1"][1, 3] == 2.5
    assert header["hand"]["changed"] == [["bias", 2, 0, 0], ["weight", 1, 3, 1]]
    assert (header["hand"]["revision"], header["hand"]["undo"], header["hand"]["switches"]) == (7, 2, True)
    assert "Changed by hand" in unpack(hand.live_frame)[0]["note"]


def test_each_change_is_taken_back_the_last_first(hand):
    begun = shown(hand).theta
    assert not hand.undo()
    hand.make(HandChange("weight", 1, 3, 1, 2.5))
    after_one = shown(hand).theta
    hand.make(HandChange("off", 1, 4))
    hand.make(HandChange("bias", 1, 3, value=1.0))
    for expected, left in (None, 2), (after_one, 1), (begun, 0):
        assert hand.undo()
        snapshot = shown(hand)
        assert described(hand)["undo"] == left
        if expected is not None:
            np.testing.assert_array_equal(snapshot.theta, expected)
    assert described(hand)["changed"] == described(hand)["off"] == snapshot.changes == []


def test_one_stroke_is_one_change(hand):
    begun = shown(hand).theta
    for stroke, value in ((1, 0.1), (1, 0.2), (1, 0.3), (2, 0.4), (2, 0.5)):
        hand.make(HandChange("weight", 1, 3, 1, value, stroke))
    hand.make(HandChange("weight", 1, 3, 0, 0.5, 2))
    assert [hand.undo() for _ in range(4)] == [True, True, True, False]
    np.testing.assert_array_equal(shown(hand).theta, begun)


def test_only_the_latest_changes_are_remembered(hand):
    for number in range(MOST_UNDONE + 5):
        hand.make(HandChange("bias", 1, 0, value=float(number)))
    taken = 0
    while hand.undo():
        taken += 1
    assert taken == MOST_UNDONE


def test_a_unit_that_is_off_reaches_nothing_and_comes_back_as_it_was(hand):
    begun = shown(hand)
    model, _, last = network()
    hand.make(HandChange("off", 1, 4))
    last["weights"][4] = 0
    off = shown(hand)
    np.testing.assert_array_equal(off.theta, model.theta)
    assert described(hand)["off"] == [[1, 4]]
    hand.make(HandChange("bias", 1, 4, value=9.0))
    np.testing.assert_array_equal(shown(hand).plane, off.plane)  # neither does its bias
    hand.make(HandChange("bias", 1, 4, value=0.0))
    assert not hand.make(HandChange("off", 1, 4)), "it is off"
    hand.make(HandChange("on", 1, 4))
    np.testing.assert_array_equal(shown(hand).theta, begun.theta)
    assert not hand.make(HandChange("on", 1, 4)), "it is on"


def test_an_outgoing_weight_that_is_turned_while_its_unit_is_off_counts_once_it_is_on(hand):
    _, _, last = network()
    hand.make(HandChange("off", 1, 4))
    off = shown(hand).theta
    hand.make(HandChange("weight", 2, 0, 4, 3.0))
    np.testing.assert_array_equal(shown(hand).theta, off)
    hand.make(HandChange("on", 1, 4))
    _, arrays = (shown(hand), unpack(hand.network_frame)[1])
    assert arrays["weights_2"][4, 0] == 3.0
    assert arrays["weights_2"][3, 0] == last["weights"][3, 0]


@pytest.mark.parametrize(
    "change",
    [
        HandChange("weight", 0, 0, 0, 1.0),
        HandChange("weight", 1, 10, 0, 1.0),
        HandChange("weight", 1, 0, 2, 1.0),
        HandChange("weight", 3, 0, 0, 1.0),
        HandChange("weight", -1, 0, 0, 1.0),
        HandChange("bias", 0, 0, value=1.0),
        HandChange("off", 2, 0),
        HandChange("off", 5, 0),
        HandChange("on", 1, 0),
    ],
)
def test_where_the_network_has_nothing_nothing_is_changed(hand, change):
    begun = shown(hand).theta
    assert not hand.make(change)
    assert not hand.undo()
    np.testing.assert_array_equal(shown(hand).theta, begun)


def test_without_a_bias_there_is_none_to_turn_and_around_a_residual_no_unit_is_off():
    rows = (
        {"kind": "linear", "units": 2, "bias": False},
        {"kind": "linear", "units": 2},
        {"kind": "residual", "rows": 1},
    )
    experiment = DEFAULT.changed(layers=(*rows, {"kind": "linear", "units": 1}))
    hand = ByHand(experiment, first_theta(experiment))
    assert not hand.make(HandChange("bias", 1, 0, value=1.0))
    assert not hand.make(HandChange("off", 1, 0))
    hand.show(None, 0)
    assert described(hand)["switches"] is False


def test_small_networks_on_points_can_be_changed():
    assert can_be_changed(DEFAULT)
    assert not can_be_changed(DIGITS)
    assert not can_be_changed(DEFAULT.changed(layers=({"kind": "linear", "units": 256},) * 2))


def test_a_run_goes_on_from_changed_weights_as_one_that_had_them():
    experiment = DEFAULT.changed(schedule={"averaging": 0.9})
    run = TrainingRun(experiment, experiment.samples())
    run.to_epoch_end(10.0)
    theta = np.full_like(run.theta, 0.25)
    run.take_weights(theta, [run.epoch])
    np.testing.assert_array_equal(run.theta, theta)
    np.testing.assert_array_equal(run.model.theta, theta)
    assert run.snapshot("paused").changes == [(1.0, BY_HAND)]
    assert run.scores.train_loss == TrainingRun(experiment, experiment.samples(), theta).scores.train_loss
    other = TrainingRun(experiment, experiment.samples())
    other.restore(run.state())
    run.step()
    other.step()
    np.testing.assert_array_equal(run.theta, other.theta)
    assert other.snapshot("paused").changes == [(1.0, BY_HAND)]
