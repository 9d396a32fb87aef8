"""The most exciting images and places are those that a plain search finds."""

import numpy as np

from playground.analysis.interpretability.best_patches import best_patches
from playground.analysis.interpretability.receptive_fields import receptive_fields
from tests.playground.analysis.interpretability.networks import CONV, FLATTEN, LINEAR, RELU, network


def test_the_best_patch_of_a_hand_made_filter_is_where_it_must_be():
    inside = network(CONV, RELU)
    weights = inside.model.layers[0].params["weights"]
    weights[..., 1] = -1
    weights[1, 1, :, 1] = 8
    images = np.zeros((30, 8, 8, 1), np.float32)
    images[17, 5, 2] = 1
    images[4, 1:3, 1:4] = 1
    found = best_patches(inside, 0, images)
    assert found.images[1, 0] == 17
    assert receptive_fields(inside, 0).seen[found.positions[1, 0]].nonzero()[0].min() == 4
    assert receptive_fields(inside, 0).seen[found.positions[1, 0]].nonzero()[1].min() == 1


def test_it_is_what_a_plain_search_finds():
    inside = network(CONV, {**CONV, "stride": 2})
    images = np.random.default_rng(5).random((40, 8, 8, 1), np.float32)
    found = best_patches(inside, 1, images, best=3)
    outputs = inside.model.forward(images).reshape(40, -1, 4)
    for number in range(4):
        order = np.argsort(-outputs[:, :, number].max(axis=1))[:3]
        assert found.images[number].tolist() == order.tolist()
        assert found.positions[number].tolist() == outputs[order, :, number].argmax(axis=1).tolist()
        np.testing.assert_allclose(found.values[number], outputs[order, :, number].max(axis=1), rtol=1e-5)


def test_a_linear_layer_looks_at_whole_images():
    inside = network(FLATTEN, LINEAR)
    images = np.random.default_rng(5).random((12, 8, 8, 1), np.float32)
    found = best_patches(inside, 1, images)
    assert found.positions.max() == 0
    assert found.images[3, 0] == inside.model.forward(images)[:, 3].argmax()
