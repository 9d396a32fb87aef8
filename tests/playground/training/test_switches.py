"""A unit that is switched off is nothing to those behind it, whatever lies between."""

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT
from playground.training.switches import can_be_switched_off, columns_by_row, switch_off, unit_name
from playground.training.trained_network import TrainedNetwork
from tests.playground.analysis.interpretability.networks import CONV, FLATTEN, LINEAR, RELU, image, network

POOL, NORM = {"kind": "max_pool2d"}, {"kind": "batch_norm"}
STACKS = {
    "linear": (FLATTEN, {"kind": "linear", "units": 5}, {"kind": "tanh"}, LINEAR),
    "convolutions": (CONV, RELU, {"kind": "conv2d", "channels": 3, "kernel": 3}, FLATTEN, LINEAR),
    "pool and flatten": (CONV, NORM, RELU, POOL, FLATTEN, {"kind": "dropout"}, LINEAR),
    "global pool": (CONV, RELU, {"kind": "global_average_pool"}, LINEAR),
    "signal": ({"kind": "reshape", "to": "signal"}, {"kind": "conv1d", "channels": 4}, RELU, FLATTEN, LINEAR),
}


@pytest.mark.parametrize("layers", STACKS.values(), ids=list(STACKS))
def test_behind_a_unit_that_is_off_all_is_as_if_it_gave_nothing(layers):
    plain, changed = network(*layers), network(*layers)
    (column,) = set(columns_by_row(plain).values()) & {1}
    last = max(row for row, found in columns_by_row(plain).items() if found == column)
    switch_off(changed, [(column, 2)])
    values = plain.layer_output(last, image()[None]).copy()
    np.testing.assert_array_equal(changed.layer_output(last, image()[None]), values)
    values[..., 2] = 0
    expected = plain.predictions_behind(last, values)
    np.testing.assert_allclose(changed.predictions(image()[None]), expected, atol=1e-5)
    assert not np.allclose(plain.predictions(image()[None]), expected, atol=1e-5)


def test_all_rows_of_a_column_are_its_units_until_they_are_laid_out_anew():
    found = columns_by_row(network(*STACKS["pool and flatten"]))
    assert found == {0: 1, 1: 1, 2: 1, 3: 1}
    assert columns_by_row(network(*STACKS["convolutions"])) == {0: 1, 1: 1, 2: 2}


@pytest.mark.parametrize("unit", [(0, 0), (1, 4), (1, -1), (2, 0), (-1, 0), (9, 0)])
def test_the_image_the_outputs_and_what_is_not_there_stay_on(unit):
    inside = network(*STACKS["pool and flatten"])
    before = inside.model.theta.copy()
    assert not can_be_switched_off(inside, unit)
    if unit != (0, 0):
        switch_off(inside, [unit])
    np.testing.assert_array_equal(inside.model.theta, before)
    assert can_be_switched_off(inside, (1, 3))


def test_where_a_residual_leads_around_units_none_is_switched_off():
    layers = (FLATTEN, {"kind": "linear", "units": 64}, RELU, {"kind": "linear", "units": 64})
    around = network(*layers, {"kind": "residual", "rows": 2}, LINEAR)
    assert columns_by_row(around) == {}
    assert not can_be_switched_off(around, (1, 0))


def test_units_and_filters_are_named_by_their_row():
    inside = network(*STACKS["convolutions"])
    assert unit_name(inside, (2, 1)) == "Filter 1 of 3 · Conv2D"
    points = TrainedNetwork.of(DEFAULT, 0.5)
    assert unit_name(points, (1, 0)) == "Unit 0 of 1 · Linear"
