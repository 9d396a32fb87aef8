"""Dropout: how many values it silences, what it makes of the others, and the same in the backward pass."""

import math

import numpy as np
import pytest

from nn import Sequential
from nn.layers import Dropout
from tests.nn.reference import EVERY_PRECISION

COUNT = 200_000


def built(dtype=np.float64, **settings):
    return Sequential([Dropout(**settings)]).build((COUNT // 2,), np.random.default_rng(0), dtype)


@pytest.mark.parametrize(
    ("settings", "share", "factor"), [({}, 0.5, 2), ({"rate": 0.2}, 0.2, 1.25), ({"rate": 0.75}, 0.75, 4)]
)
@EVERY_PRECISION
def test_a_share_is_silenced_and_the_others_scaled_so_that_the_mean_stays(settings, share, factor, dtype):
    model = built(dtype, **settings)
    x = np.full((2, COUNT // 2), 3, dtype)
    y = model.forward(x, training=True)
    silenced = y == 0
    assert silenced.mean() == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / COUNT))
    np.testing.assert_allclose(y[~silenced], 3 * factor, rtol=1e-6)
    # samples are silenced apart from each other
    assert (silenced[0] & silenced[1]).mean() == pytest.approx(share**2, abs=0.01)


@EVERY_PRECISION
def test_the_gradient_passes_where_the_value_did_with_the_same_factor(dtype):
    model = built(dtype, rate=0.2)
    y = model.forward(np.ones((2, COUNT // 2), dtype), training=True).copy()
    dx = model.backward(np.full((2, COUNT // 2), -2, dtype), input_gradient=True)
    np.testing.assert_allclose(dx, np.where(y == 0, 0, -2.5), rtol=1e-6)


def test_every_batch_is_silenced_anew_and_a_prediction_not_at_all():
    model = built()
    x = np.ones((2, COUNT // 2))
    first, second = ((model.forward(x, training=True) == 0) for _ in range(2))
    assert (first & second).mean() == pytest.approx(0.25, abs=0.01)
    np.testing.assert_array_equal(model.predict(x), x)


def test_a_rate_of_zero_silences_nothing():
    x = np.ones((2, COUNT // 2))
    np.testing.assert_array_equal(built(rate=0.0).forward(x, training=True), x)
