"""What is measured of each layer."""

import numpy as np

from nn import Sequential
from nn.layers import Linear, ReLU, Residual, Tanh
from playground.training.health import MEASURES, layer_health


def test_sizes_flat_and_dead_are_what_they_say():
    model = Sequential([Linear(3), ReLU(), Linear(2), Tanh()]).build((2,), np.random.default_rng(0))
    first, last = model.layers[0], model.layers[2]
    first.params["weights"][...] = [[1, 1, 1], [0, 0, 0]]
    first.params["bias"][...] = [0, 100, -100]
    last.params["weights"][...] = 0
    last.params["bias"][...] = [0, 9]
    model.dtheta[...] = 2
    x = np.stack([np.linspace(-1, 1, 40), np.zeros(40)], axis=1).astype(np.float32)
    found = {name: layer_health(model, x)[:, column] for column, name in enumerate(MEASURES)}
    np.testing.assert_allclose(found["gradients"][[0, 2]], 2)
    np.testing.assert_allclose(found["weights"][2], np.sqrt(81 / 8), rtol=1e-6)
    np.testing.assert_allclose(found["dead"], [np.nan, 1 / 3, np.nan, 1 / 2])
    np.testing.assert_allclose(found["flat"], [np.nan, 1 / 2, np.nan, 1 / 2], atol=0.02)


def test_units_behind_a_sum_are_measured_behind_the_sum():
    model = Sequential([Linear(2, bias=False), Residual(1), ReLU()]).build((2,), np.random.default_rng(0))
    model.layers[0].params["weights"][...] = -2 * np.eye(2)
    x = np.ones((5, 2), np.float32)
    assert layer_health(model, x)[2, 3] == 1
    model.layers[0].params["weights"][...] = -0.5 * np.eye(2)
    assert layer_health(model, x)[2, 3] == 0


def test_looking_changes_nothing():
    model = Sequential([Linear(3), Tanh(), Linear(1)]).build((2,), np.random.default_rng(0))
    x = np.random.default_rng(1).normal(size=(5, 2)).astype(np.float32)
    before = model.forward(x, training=True).copy()
    theta = model.theta.copy()
    layer_health(model, x)
    np.testing.assert_array_equal(model.theta, theta)
    model.backward(np.ones_like(before))
    np.testing.assert_array_equal(model.forward(x), before)
