"""Filters are the layers' own weights, as images."""

import numpy as np

from playground.analysis.interpretability.filters import filter_layers
from tests.playground.analysis.interpretability.networks import CONV, FLATTEN, LINEAR, RELU, image, network


def test_filters_of_convolutions_and_of_a_first_linear_layer():
    first, second = filter_layers(network(CONV, CONV, FLATTEN, LINEAR))
    assert (first.weights.shape, second.weights.shape) == ((4, 3, 3, 1), (4, 3, 3, 4))
    (pixels,) = filter_layers(network(FLATTEN, LINEAR, RELU, LINEAR))
    assert (pixels.name, pixels.weights.shape, pixels.slides) == ("2 · Linear", (10, 8, 8, 1), False)


def test_a_linear_layers_filter_times_the_image_is_its_output():
    inside = network(FLATTEN, {**LINEAR, "bias": False})
    (pixels,) = filter_layers(inside)
    products = (pixels.weights * image()).sum(axis=(1, 2, 3))
    np.testing.assert_allclose(products, inside.model.forward(image()[None])[0], rtol=1e-5)


def test_a_linear_layer_behind_a_pool_sees_no_pixels():
    assert filter_layers(network({"kind": "max_pool2d"}, FLATTEN, LINEAR)) == []


def test_a_signals_filters_are_rows():
    (filters,) = filter_layers(network({"kind": "reshape"}, {"kind": "conv1d", "channels": 5, "kernel": 7}))
    assert filters.weights.shape == (5, 1, 7, 1)
    weights = filters.layer.params["weights"]
    np.testing.assert_array_equal(filters.weights[2, 0, :, 0], weights[:, 0, 2])


def test_the_picture_is_the_strongest_slice():
    filters = filter_layers(network(CONV, CONV))[1]
    filters.weights[1, :, :, 2] += 5
    np.testing.assert_array_equal(filters.pictures()[1], filters.weights[1, :, :, 2])
