"""Penalties on large weights, by hand."""

import numpy as np
import pytest

from nn import Penalty

THETA = np.array([2.0, -3.0, 0.0, 5.0, -0.5])
WEIGHTS = [slice(0, 3), slice(4, 5)]


@pytest.mark.parametrize(
    ("penalty", "added"),
    [
        (Penalty(), [0, 0, 0, 0, 0]),
        (Penalty(l1=0.5), [0.5, -0.5, 0, 0, -0.5]),
        (Penalty(l2=0.25), [0.5, -0.75, 0, 0, -0.125]),
        (Penalty(l1=1.0, l2=1.0), [3, -4, 0, 0, -1.5]),
    ],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_it_adds_its_gradient_at_the_weights_alone(penalty, added, dtype):
    theta, dtheta = THETA.astype(dtype), np.ones(5, dtype)
    penalty.add_gradient(theta, dtheta, WEIGHTS)
    np.testing.assert_allclose(dtheta, np.add(1, added), rtol=1e-6)
    np.testing.assert_array_equal(theta, THETA)
    assert dtheta.dtype == dtype


def test_the_gradient_is_that_of_the_documented_sum():
    penalty = Penalty(l1=0.3, l2=0.7)

    def cost(theta):
        weights = np.concatenate([theta[where] for where in WEIGHTS])
        return penalty.l1 * np.abs(weights).sum() + penalty.l2 * (weights**2).sum() / 2

    dtheta = np.zeros(5)
    penalty.add_gradient(THETA, dtheta, WEIGHTS)
    slopes = [(cost(THETA + move) - cost(THETA - move)) / 2e-6 for move in 1e-6 * np.eye(5)]
    np.testing.assert_allclose(dtheta, slopes, atol=1e-6)
