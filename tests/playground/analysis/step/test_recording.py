"""A recorded step is the trainer's own, to the last bit, and nothing is touched by it."""

import copy

import numpy as np
import pytest

from nn import Sequential
from nn.layers import BatchNorm, Conv2D, Dropout, Flatten, Linear, MaxPool2D, ReLU, Softmax, Tanh
from nn.losses import MSE, CrossEntropy
from nn.module import BatchError
from nn.optimiser import Optimiser
from nn.optimisers import SGD, Adam, AdamW
from nn.penalty import Penalty
from nn.rate_schedules import Cosine
from nn.registry import make
from playground.analysis.step import step_of, step_of_trainer
from tests.playground.analysis.step.steps import LAYERS, OPTIMISERS, losses, of_layer, samples, targets, trainer_of


def flat(step, read):
    """What `read` takes of every parameter, as one vector in the order of `theta`."""
    parts = [read(parameter).ravel() for row in step.rows for parameter in row.parameters.values()]
    return np.concatenate([np.zeros(0, np.float32), *parts])


def require_the_same(trainer, x, y):
    """Compare a recorded step with the trainer's next, on the very arrays."""
    model = trainer.model
    state, dtheta, before = copy.deepcopy(trainer.state()), model.dtheta.copy(), model.theta.copy()
    step = step_of_trainer(trainer, x, y)
    np.testing.assert_equal(trainer.state(), state)
    np.testing.assert_array_equal(model.dtheta, dtheta)
    progress = trainer.step()
    assert step.value == progress.loss
    np.testing.assert_array_equal(flat(step, lambda each: each.before), before)
    np.testing.assert_array_equal(flat(step, lambda each: each.clipped), model.dtheta)
    np.testing.assert_array_equal(flat(step, lambda each: each.after), model.theta)
    if model.count:
        for name, kept in trainer.optimiser.state()["memory"].items():
            np.testing.assert_array_equal(flat(step, lambda each, name=name: each.memory[name][1]), kept)
    if trainer.average is not None:
        np.testing.assert_array_equal(flat(step, lambda each: each.average[1]), trainer.average.values)
    return step


@pytest.mark.parametrize(("data", "shape"), [case[1:] for case in LAYERS], ids=[case[0] for case in LAYERS])
def test_every_layer_goes_as_in_training(data, shape):
    model = of_layer(data, shape)
    step = require_the_same(*trainer_of(model, optimiser=Adam()))
    assert len(step.rows) == len(model.layers)
    for row, below in zip(step.rows, step.rows[1:], strict=False):
        np.testing.assert_array_equal(row.outputs, below.inputs)
        np.testing.assert_array_equal(row.output_slopes, below.input_slopes)
    np.testing.assert_array_equal(step.rows[-1].outputs, step.scores)
    np.testing.assert_array_equal(step.rows[-1].output_slopes, step.slopes)


@pytest.mark.parametrize("loss", losses(), ids=lambda loss: f"{loss.kind}")
def test_every_loss_goes_as_in_training(loss):
    model = Sequential([Linear(5), Tanh(), Linear(3)]).build((2,), np.random.default_rng(1))
    step = require_the_same(*trainer_of(model, loss))
    assert step.losses.mean() == pytest.approx(step.value, rel=1e-5)
    np.testing.assert_array_equal(step.predictions, model.activate(step.scores))


@pytest.mark.parametrize("data", [case[1] for case in OPTIMISERS], ids=[case[0] for case in OPTIMISERS])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"penalty": Penalty(l1=0.01, l2=0.1), "clip_norm": 0.05},
        {"averaging": 0.9, "rate_schedule": Cosine(warm_up=2.0), "epochs": 9},
    ],
    ids=["plain", "penalty and clipping", "averaging and schedule"],
)
def test_every_optimiser_moves_as_in_training(data, more):
    model = Sequential([Linear(5), Tanh(), Linear(3)]).build((2,), np.random.default_rng(1))
    require_the_same(*trainer_of(model, optimiser=make(Optimiser, data), **more))


def test_a_network_of_convolutions_with_random_rows_goes_as_in_training():
    layers = [Conv2D(4), ReLU(), MaxPool2D(), BatchNorm(), Flatten(), Dropout(), Linear(6), ReLU(), Linear(3)]
    model = Sequential(layers).build((8, 8, 1), np.random.default_rng(1))
    step = require_the_same(*trainer_of(model, CrossEntropy(), AdamW()))
    relu, pool = step.rows[1], step.rows[2]
    # nn pools first, which gives the same; here each row gives what the stack says
    assert relu.outputs.shape == (4, 6, 6, 4)
    np.testing.assert_array_equal(relu.outputs, np.maximum(relu.inputs, 0))
    np.testing.assert_array_equal(pool.inputs, relu.outputs)
    np.testing.assert_array_equal(pool.input_slopes, relu.output_slopes)
    np.testing.assert_array_equal(relu.output_slopes * (relu.inputs > 0), relu.input_slopes)
    np.testing.assert_array_equal(step.rows[0].output_slopes, relu.input_slopes)
    np.testing.assert_array_equal(pool.outputs, step.rows[3].inputs)


def test_the_end_that_the_loss_owns_is_no_row():
    model = Sequential([Linear(3), Softmax()]).build((2,), np.random.default_rng(1))
    step = require_the_same(*trainer_of(model, CrossEntropy()))
    assert [type(row.layer) for row in step.rows] == [Linear]
    np.testing.assert_allclose(step.predictions.sum(axis=1), 1, rtol=1e-6)


def test_a_first_step_has_nothing_to_remember_yet():
    model = Sequential([Linear(3)]).build((2,), np.random.default_rng(1))
    step = step_of(model, MSE(), Adam(), samples((2,)), targets(MSE(), (3,)))
    old, new = step.rows[0].parameters["weights"].memory["mean"]
    assert not old.any()
    assert new.any()


def test_what_cannot_be_shown_is_refused_in_words():
    model = Sequential([Linear(3), BatchNorm()]).build((2,), np.random.default_rng(1))
    x, y = samples((2,)), targets(MSE(), (3,))
    with pytest.raises(BatchError, match="at least 2 samples"):
        step_of(model, MSE(), SGD(), x[:1], y[:1])
    with pytest.raises(ValueError, match=r"takes samples of shape \(2,\)"):
        step_of(model, MSE(), SGD(), x[:, :1], y)
    with pytest.raises(ValueError, match="it gets 0"):
        step_of(model, MSE(), SGD(), x[:0], y[:0])
    with pytest.raises(ValueError, match="Take fewer"):
        step_of(model, MSE(), SGD(), np.zeros((10_000_000, 2), np.float32), y)
    with pytest.raises(ValueError, match="give finite numbers"):
        step_of(model, MSE(), SGD(), x, y * np.inf)
