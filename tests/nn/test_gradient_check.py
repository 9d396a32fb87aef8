"""The check of gradients itself: what it must find, and what it must not."""

from dataclasses import dataclass

import numpy as np
import pytest

from nn import Sequential, gradient_check
from nn.layers import (
    BatchNorm,
    Conv2D,
    Dropout,
    Flatten,
    LeakyReLU,
    Linear,
    MaxPool1D,
    MaxPool2D,
    ReLU,
    Sigmoid,
    Tanh,
)
from nn.losses import BCE, MSE, CrossEntropy
from nn.module import Module

SEED = 4
RNG = np.random.default_rng(SEED)


@pytest.fixture(autouse=True)
def same_numbers():
    """The same ones for each test, whatever ran before it."""
    RNG.bit_generator.state = np.random.default_rng(SEED).bit_generator.state


FACTOR = 1.04
"""Factor by which a wrong gradient here is off."""


def built(*layers, shape, dtype=np.float64):
    return Sequential(layers).build(shape, np.random.default_rng(0), dtype)


def right(check):
    return check.parameters < 1e-6 and check.input < 1e-6


@dataclass(eq=False)
class WrongLinear(Linear):
    """A layer whose gradient by the weights, or by the bias, is 4 % too large."""

    wrong: str = "weights"

    def backward(self, dy):
        dx = super().backward(dy)
        self.grads[self.wrong] *= FACTOR
        return dx


@dataclass(eq=False)
class WrongInput(Module):
    """A module whose gradient by the input is 4 % too large."""

    def forward(self, x, *, training=False):
        return np.tanh(x) + x

    def backward(self, dy):
        return dy * FACTOR


IMAGES = RNG.normal(size=(3, 5, 4, 2))
ORDERS = {
    "rows": IMAGES,
    "fortran": np.asfortranarray(IMAGES),
    "turned": np.ascontiguousarray(IMAGES.swapaxes(0, -1)).swapaxes(0, -1),
    "every other": np.repeat(IMAGES, 2, axis=1)[:, ::2],
    "backwards": IMAGES[:, ::-1, ::-1],
    "one for all": np.broadcast_to(IMAGES[:1], IMAGES.shape),
    "single": IMAGES.astype(np.float32, order="F"),
    "whole": np.asfortranarray((10 * IMAGES).astype(np.int64)),
    "pixels": (40 * np.abs(IMAGES)).astype(np.uint8),
}


@pytest.mark.parametrize("order", list(ORDERS))
def test_it_is_right_for_any_order_in_memory_and_any_type_of_the_inputs(order):
    x = ORDERS[order]
    before = x.copy()
    model = built(Conv2D(channels=2), Tanh(), Flatten(), Linear(2), shape=(5, 4, 2))
    if order in ("whole", "pixels"):
        model.theta *= 0.01  # so that no Tanh is at its end
    check = gradient_check(model, MSE(), x, np.asfortranarray(RNG.normal(size=(3, 2))))
    assert right(check)
    assert check.kinks == 0
    np.testing.assert_array_equal(x, before)


def test_a_network_of_less_than_double_precision_is_refused_in_words():
    model = built(Linear(2), shape=(3,), dtype=np.float32)
    with pytest.raises(ValueError, match=r"lost in float32; .* build\(shape, rng, np\.float64\)"):
        gradient_check(model, MSE(), np.ones((2, 3)), np.ones((2, 2)))


def test_targets_that_mean_nothing_to_the_loss_are_refused():
    model = built(Linear(2), shape=(3,))
    with pytest.raises(ValueError, match=r"add up to 0\.5"):
        gradient_check(model, CrossEntropy(), np.ones((1, 3)), np.array([[0.25, 0.25]]))


def blank_margins():
    images = np.zeros((3, 8, 8, 1))
    images[:, 3:5, 3:5] = RNG.normal(size=(3, 2, 2, 1))
    return images


def test_rectifiers_on_blank_margins_are_kinks_and_no_errors():
    # biases begin at zero, so that what the filters see of the margins is zero too
    model = built(Conv2D(channels=3, kernel=3), ReLU(), Flatten(), Linear(2), shape=(8, 8, 1))
    check = gradient_check(model, MSE(), blank_margins(), RNG.normal(size=(3, 2)))
    assert right(check)
    assert check.kinks > 3


@pytest.mark.parametrize(
    ("layer", "x", "kinks"),
    [
        # a ReLU and a leaky one bend at zero
        (ReLU(), [[0.0, 1.0, -1.0]], 1),
        (LeakyReLU(), [[0.0, 0.0, -1.0]], 2),
        # of two largest each has a slope on one side alone; the third is smaller
        (MaxPool1D(size=3), [[[2.0], [2.0], [1.0]]], 2),
        (MaxPool1D(size=3), [[[2.0], [2.0], [2.0]]], 3),
        # as good as zero, and within a step of it
        (ReLU(), [[1e-17, -4e-6, 0.5]], 2),
        (ReLU(), [[-2e-6, 2e-6, 0.5]], 2),
        (Tanh(), [[0.0, 0.0, 1.0]], 0),
    ],
)
def test_kinks_are_counted_one_by_one(layer, x, kinks):
    x = np.array(x)
    model = built(layer, shape=x.shape[1:])
    y = np.full((1, *model.output_shape), 5.0)
    check = gradient_check(model, MSE(), x, y)
    assert check.kinks == kinks
    assert right(check)


def test_ties_of_a_pool_over_blank_margins_are_kinks():
    model = built(MaxPool2D(), Flatten(), Linear(2), shape=(8, 8, 1))
    check = gradient_check(model, MSE(), blank_margins(), RNG.normal(size=(3, 2)))
    assert right(check)
    assert check.kinks >= 3 * (64 - 16)


def test_curvature_however_sharp_is_no_kink():
    model = built(Linear(4), Tanh(), Linear(1), Sigmoid(), shape=(2,))
    model.theta *= 20
    check = gradient_check(model, MSE(), 0.02 * RNG.normal(size=(6, 2)), np.ones((6, 1)))
    assert right(check)
    assert check.kinks == 0


@pytest.mark.parametrize("wrong", ["weights", "bias"])
@pytest.mark.parametrize("beside", [1, 1e3, 1e6])
def test_an_error_in_small_gradients_is_seen_beside_large_ones(wrong, beside):
    # the slopes of the first layer are small, as the second shrinks its outputs, and those of the second are large
    first, second = WrongLinear(3), Linear(2)
    first.wrong = wrong
    model = built(first, second, shape=(4,))
    second.params["weights"] /= beside
    check = gradient_check(model, MSE(), RNG.normal(size=(5, 4)), RNG.normal(size=(5, 2)))
    assert check.parameters > 1e-5
    if beside == 1:
        assert check.parameters == pytest.approx(FACTOR - 1, rel=1e-3)
    assert check.input < 1e-6


def test_an_error_by_the_input_is_seen():
    model = built(Linear(3), WrongInput(), shape=(2,))
    check = gradient_check(model, MSE(), RNG.normal(size=(4, 2)), RNG.normal(size=(4, 3)))
    assert check.input > 0.01
    assert check.kinks == 0


def test_a_faint_kink_is_a_kink():
    model = built(ReLU(), Linear(1), shape=(2,))
    model.layers[1].params["weights"][:, 0] = 1e-4, 1
    check = gradient_check(model, MSE(), np.array([[0.0, 1.0]]), np.zeros((1, 1)))
    assert right(check)
    assert check.kinks == 1


def test_large_inputs_are_moved_by_what_they_are_really_moved_by():
    model = built(Linear(1), shape=(1,))
    model.theta[...] = 1, -1e6
    assert right(gradient_check(model, MSE(), np.array([[1e6 + 0.3], [1e6 - 0.7]]), np.zeros((2, 1))))


def test_a_perfect_fit_has_no_slopes_and_no_errors():
    model, x = built(Linear(3), Tanh(), Linear(2), shape=(2,)), RNG.normal(size=(4, 2))
    assert right(gradient_check(model, MSE(), x, model.forward(x)))


@pytest.mark.parametrize("loss", [MSE(), BCE(), CrossEntropy()], ids=lambda loss: loss.kind)
def test_the_model_is_left_as_it_was(loss):
    model = built(Linear(4), BatchNorm(), Dropout(), Tanh(), Linear(2), shape=(3,))
    x, y = RNG.normal(size=(6, 3)), np.eye(2)[RNG.integers(0, 2, 6)]
    model.backward(np.ones_like(model.forward(x, training=True)))

    def whole():
        states = [layer.state() for layer in model.layers]
        return model.theta.tolist(), model.dtheta.tolist(), states

    before = whole()
    assert right(gradient_check(model, loss, x, y))
    assert whole() == before
    with pytest.raises(ValueError, match="takes samples of shape"):
        gradient_check(model, loss, x[:, :2], y)
    assert whole() == before


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"model": None}, TypeError, "model must be of Sequential"),
        ({"loss": MSE}, TypeError, r"loss is the class MSE; give an instance of it: MSE\(\)"),
        ({"step": 0}, ValueError, "step must be between 0 and 1, such as 1e-5; it is 0"),
        ({"x": [[np.nan, 1.0, 2.0]]}, ValueError, r"x holds nan at \[0, 0\]"),
        ({"x": [["a"]]}, TypeError, "x must be an array of numbers"),
    ],
)
def test_arguments_that_nothing_can_be_checked_with_are_refused(changed, error, words):
    arguments = {
        "model": built(Linear(1), shape=(3,)),
        "loss": MSE(),
        "x": [[1, 2, 3]],
        "y": [[1.0]],
        "step": 1e-5,
        **changed,
    }
    with pytest.raises(error, match=words):
        gradient_check(**arguments)
    assert right(gradient_check(built(Linear(1), shape=(3,)), MSE(), [[1, 2, 3]], [[1.0]]))
