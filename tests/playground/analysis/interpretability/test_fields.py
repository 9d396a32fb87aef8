"""What each position sees, through any layers."""

import numpy as np
import pytest

from playground.analysis.interpretability.receptive_fields import receptive_fields
from tests.playground.analysis.interpretability.networks import CONV, FLATTEN, LINEAR, RELU, network


def test_a_convolution_sees_its_windows():
    seen = receptive_fields(network(CONV), 0)
    assert seen.seen.shape == (36, 8, 8)
    expected = np.zeros((8, 8), bool)
    expected[1:4, 2:5] = True
    np.testing.assert_array_equal(seen.seen[1 * 6 + 2], expected)


def test_through_a_pool_and_another_convolution():
    layers = (CONV, RELU, {"kind": "max_pool2d"}, {**CONV, "kernel": 2})
    seen = receptive_fields(network(*layers), 3)
    assert seen.positions == (2, 2)
    expected = np.zeros((8, 8), bool)
    expected[2:8, 0:6] = True
    np.testing.assert_array_equal(seen.seen[2], expected)


def test_a_linear_layer_sees_everything():
    seen = receptive_fields(network(FLATTEN, LINEAR), 1)
    assert seen.positions == ()
    assert not seen.local


def test_a_signal_sees_runs_of_pixels():
    seen = receptive_fields(network({"kind": "reshape"}, {"kind": "conv1d", "channels": 5, "kernel": 7}), 1)
    assert np.flatnonzero(seen.seen[3]).tolist() == list(range(3, 10))
    values = np.arange(58.0)
    np.testing.assert_array_equal(seen.on_image(values).ravel()[3:61], values)
    assert not seen.on_image(values + 1).ravel()[[0, 1, 2, 61, 62, 63]].any()


@pytest.mark.parametrize(("layer", "frame"), [(CONV, 1), ({**CONV, "padding": "same"}, 0), ({**CONV, "kernel": 5}, 2)])
def test_values_stand_on_the_middle_of_what_they_see(layer, frame):
    inside = network(layer)
    side = 8 - 2 * frame
    values = np.arange(1.0, side * side + 1).reshape(side, side)
    expected = np.pad(values, frame)
    np.testing.assert_array_equal(receptive_fields(inside, 0).on_image(values), expected)


def test_strides_spread_a_value_over_its_step():
    seen = receptive_fields(network({"kind": "conv2d", "channels": 1, "kernel": 2, "stride": 2}), 0)
    values = np.arange(1.0, 17).reshape(4, 4)
    np.testing.assert_array_equal(seen.on_image(values), values.repeat(2, axis=0).repeat(2, axis=1))
