"""Sobel filters replace two channels and answer their own edges."""

import numpy as np

from playground.analysis.interpretability.filters import filter_layers
from playground.analysis.interpretability.gratings import bars
from playground.analysis.interpretability.orientation import orientation
from playground.analysis.interpretability.sobel import sobel_places, with_sobel
from tests.playground.analysis.interpretability.networks import CONV, network


def test_it_replaces_the_first_two_channels_and_nothing_else():
    inside = network(CONV, {"kind": "conv2d", "channels": 3, "kernel": 5}, shape=(10, 10, 1))
    before = inside.model.theta.copy()
    assert sobel_places(inside) == [0, 1]
    with_sobel(inside, 1)
    first, second = filter_layers(inside)
    np.testing.assert_array_equal(first.weights.ravel(), np.moveaxis(before[:36].reshape(3, 3, 1, 4), -1, 0).ravel())
    angle, _ = orientation(second.weights)
    np.testing.assert_allclose(angle[:2], [0, 90], atol=1e-5)
    third = np.moveaxis(before[40 : 40 + 300].reshape(5, 5, 4, 3), -1, 0)
    np.testing.assert_array_equal(second.weights[2], third[2])
    lengths = np.sqrt(np.square(second.weights).sum(axis=(1, 2, 3)))
    expected = np.sqrt(np.square(third).sum(axis=(1, 2, 3))).mean()
    np.testing.assert_allclose(lengths[:2], expected, rtol=1e-5)


def test_a_filter_of_one_pixel_has_no_room():
    assert sobel_places(network({"kind": "conv2d", "kernel": 1})) == []


def test_each_answers_its_own_bars():
    inside = network(CONV)
    with_sobel(inside, 0)
    for angle, wins in ((0, 0), (90, 1)):
        values = inside.model.layers[0].predict(bars((8, 8), angle=angle, width=2, phase=0.25)[None])[0]
        spread = values.std(axis=(0, 1))[:2]
        assert spread[wins] > 10 * spread[1 - wins]
