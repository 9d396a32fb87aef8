"""The central difference beside backward: equal for every layer and loss, and corners are named."""

import numpy as np
import pytest

from nn import Sequential
from nn.layers import Conv2D, Dropout, Flatten, Linear, MaxPool2D, ReLU
from nn.losses import MSE, CrossEntropy
from nn.optimisers import SGD
from playground.analysis.step import check_gradient, check_output_delta, step_of, step_of_trainer
from tests.playground.analysis.step.steps import LAYERS, losses, of_layer, samples, targets, trainer_of


def require_equal(check, scale):
    assert check.at_kink or abs(check.backward - check.difference) <= 2e-3 * max(abs(check.difference), scale)


@pytest.mark.parametrize(("data", "shape"), [case[1:] for case in LAYERS], ids=[case[0] for case in LAYERS])
def test_every_layer_is_right(data, shape):
    trainer, x, y = trainer_of(of_layer(data, shape))
    step = step_of_trainer(trainer, x, y)
    scale = max(float(abs(row.output_slopes).max()) for row in step.rows)
    for number, row in enumerate(step.rows):
        for place in list(np.ndindex(row.outputs.shape[1:]))[:4]:
            require_equal(check_output_delta(step, number, 1, place), scale)
        for name, parameter in row.parameters.items():
            for place in list(np.ndindex(parameter.before.shape))[:4]:
                require_equal(check_gradient(step, number, name, place), scale)


@pytest.mark.parametrize("loss", losses(), ids=lambda loss: loss.kind)
def test_every_loss_is_right(loss):
    trainer, x, y = trainer_of(Sequential([Linear(3)]).build((2,), np.random.default_rng(1)), loss)
    step = step_of_trainer(trainer, x, y)
    for place in np.ndindex(3):
        require_equal(check_output_delta(step, 0, 1, place), 1.0)


def test_a_network_with_a_pool_behind_a_rectifier_and_dropout_is_right_in_every_row():
    layers = [Conv2D(2), ReLU(), MaxPool2D(), Flatten(), Dropout(), Linear(3)]
    model = Sequential(layers).build((6, 6, 1), np.random.default_rng(1))
    theta = model.theta.copy()
    step = step_of(model, CrossEntropy(), SGD(), samples((6, 6, 1)), targets(CrossEntropy(), (3,)))
    model.theta[...] = 0  # training goes on, and the step is of before
    for number, row in enumerate(step.rows):
        for place in list(np.ndindex(row.outputs.shape[1:]))[::5]:
            require_equal(check_output_delta(step, number, 2, place), 1e-3)
    check = check_gradient(step, 0, "weights", (1, 1, 0, 0))
    assert check.backward == pytest.approx(check.difference, rel=1e-3)
    assert abs(check.backward) > 1e-4
    assert theta.any()


def test_a_corner_is_named_as_one():
    model = Sequential([Linear(1, initialisation="zeros"), ReLU()]).build((1,), np.random.default_rng(0))
    step = step_of(model, MSE(), SGD(), np.array([[1.0]]), np.array([[2.0]]))
    check = check_gradient(step, 0, "bias", (0,))
    # above, the loss (b - 2)² falls; below, it is flat
    assert check.above == pytest.approx(-4, rel=1e-4)
    assert check.below == 0
    assert check.at_kink
    assert not check_output_delta(step, 1, 0, (0,)).at_kink


def test_a_wrong_backward_pass_is_seen(monkeypatch):
    model = Sequential([Linear(2)]).build((2,), np.random.default_rng(0))
    right = Linear.backward
    monkeypatch.setattr(Linear, "backward", lambda self, dy: right(self, 2 * dy))
    step = step_of(model, MSE(), SGD(), samples((2,)), targets(MSE(), (2,)))
    check = check_gradient(step, 0, "weights", (0, 0))
    assert check.backward == pytest.approx(2 * check.difference, rel=1e-3)


def test_what_is_not_there_is_refused_in_words():
    model = Sequential([Linear(2)]).build((2,), np.random.default_rng(0))
    step = step_of(model, MSE(), SGD(), samples((2,)), targets(MSE(), (2,)))
    with pytest.raises(ValueError, match="There is no row 1"):
        check_output_delta(step, 1, 0, (0,))
    with pytest.raises(ValueError, match="There is no weights"):
        check_gradient(step, 0, "weights", (2, 2))
