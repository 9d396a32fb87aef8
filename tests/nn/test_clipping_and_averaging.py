"""Gradients of a bounded norm, and averaged weights."""

import numpy as np
import pytest

from nn import Sequential, Trainer
from nn.layers import Linear
from nn.losses import MSE
from nn.optimisers import SGD

X = np.random.default_rng(3).normal(size=(30, 2)).astype(np.float32)
Y = 100 * X[:, :1]


def trainer(**settings):
    model = Sequential([Linear(1)]).build((2,), np.random.default_rng(0))
    arguments = {"batch_size": 5, "rng": np.random.default_rng(0), **settings}
    return Trainer(model, MSE(), SGD(0.01), X, Y, **arguments)


@pytest.mark.parametrize("longest", [0.5, 3.0])
def test_a_long_gradient_is_shortened_and_keeps_its_direction(longest):
    free, clipped = trainer(), trainer(clip_norm=longest)
    start = free.model.theta.copy()
    free.step()
    clipped.step()
    there, here = free.model.theta - start, clipped.model.theta - start
    assert np.linalg.norm(here) == pytest.approx(0.01 * longest, rel=1e-3)
    assert here @ there == pytest.approx(np.linalg.norm(here) * np.linalg.norm(there), rel=1e-4)


def test_a_short_gradient_stays_as_it_is_bit_for_bit():
    free, clipped = trainer(), trainer(clip_norm=1e6)
    for _ in range(5):
        free.step()
        clipped.step()
    np.testing.assert_array_equal(free.model.theta, clipped.model.theta)


@pytest.mark.parametrize("clip_norm", [-1, float("nan"), "1"])
def test_a_norm_that_is_none_is_refused(clip_norm):
    with pytest.raises(ValueError, match="clip_norm must be a number of at least 0"):
        trainer(clip_norm=clip_norm)


def test_the_average_is_the_moving_one_and_training_knows_nothing_of_it():
    plain, run = trainer(), trainer(averaging=0.9)
    expected = run.model.theta.astype(float)
    for t in range(1, 101):
        plain.step()
        run.step()
        decay = min(0.9, (1 + t) / (10 + t))
        expected = decay * expected + (1 - decay) * run.model.theta
    np.testing.assert_array_equal(plain.model.theta, run.model.theta)
    trained = run.model.theta.copy()
    with run.averaged():
        np.testing.assert_allclose(run.model.theta, expected, rtol=1e-5)
    np.testing.assert_array_equal(run.model.theta, trained)


def test_the_average_is_put_away_also_where_predicting_fails():
    run = trainer(averaging=0.5)
    run.step()
    trained = run.model.theta.copy()
    with pytest.raises(ZeroDivisionError), run.averaged():
        raise ZeroDivisionError
    np.testing.assert_array_equal(run.model.theta, trained)


def test_it_may_be_switched_on_and_off_on_the_way():
    run = trainer()
    run.step()
    run.averaging = 0.99
    begun = run.model.theta.copy()
    with run.averaged():
        np.testing.assert_array_equal(run.model.theta, begun)
    run.step()
    run.averaging = 0
    last = run.model.theta.copy()
    with run.averaged():
        np.testing.assert_array_equal(run.model.theta, last)


@pytest.mark.parametrize("averaging", [-0.1, 1, 1.5, float("nan")])
def test_a_decay_that_is_none_is_refused(averaging):
    with pytest.raises(ValueError, match="averaging must be a share"):
        trainer(averaging=averaging)
