"""Whole trainings beside the same in PyTorch, update for update; the order of batches, predictions, gradient checks."""

import numpy as np
import pytest

from nn import Penalty, Sequential, Trainer, gradient_check
from nn.batches import Batches
from nn.layers import BatchNorm, Conv2D, Flatten, Linear, MaxPool2D, ReLU, Sigmoid, Softmax, Tanh
from nn.losses import BCE, MSE, CrossEntropy
from nn.optimisers import SGD, Adam
from tests.nn.reference import close, table

ORDERS = [[5, 0, 1, 4, 2, 6, 3], [1, 6, 2, 3, 4, 5, 0]]
"""Results of `permutation(7)` of NumPy's `default_rng(1)`, twice."""


def built(layers, shape, parameters):
    """A network in double precision; `parameters` has those of each layer that has any, as text, by name."""
    model = Sequential(layers).build(shape, np.random.default_rng(0), np.float64)
    for layer, texts in zip((layer for layer in layers if layer.params), parameters, strict=True):
        for name, text in texts.items():
            layer.params[name][...] = table(text).reshape(layer.params[name].shape)
    return model


def test_each_epoch_hands_out_every_sample_once_in_the_generators_order():
    x = np.arange(7.0)[:, None]
    batches = Batches(x, np.arange(70, 77), np.random.default_rng(1))
    for order in ORDERS:
        for part in (order[:3], order[3:6], order[6:]):
            found, targets = batches.next(3)
            assert found[:, 0].tolist() == part
            assert targets.tolist() == [70 + number for number in part]
        assert batches.epoch_ended


def test_a_full_batch_has_all_samples_in_their_own_order():
    x = np.arange(7.0)[:, None]
    found, targets = Batches(x, x, np.random.default_rng(1)).next(7)
    np.testing.assert_array_equal(found, x)
    np.testing.assert_array_equal(targets, x)


def test_a_training_with_momentum_and_penalties_takes_the_updates_of_the_reference():
    # torch.optim.SGD of cross_entropy + Σ over both weights of 0.01 |w| + 0.02 w² / 2, on the batches of ORDERS
    layers = [Linear(3), Tanh(), Linear(3)]
    start = [
        {"weights": "-0.25 1.25 0, -0.25 -0.25 0.5", "bias": "0.25 -0.75 0.5"},
        {"weights": "0.75 1.5 1, -0.75 -0.5 0.5, 0.5 0.75 1.25", "bias": "-0.5 1 -1"},
    ]
    model = built(layers, (2,), start)
    x = table("1.25 -1.75, -1.25 -1, -1.25 1.25, 1.5 0.25, -2 -1.75, -0.75 -0.25, 0.5 0").reshape(7, 2)
    trainer = Trainer(
        model,
        CrossEntropy(),
        SGD(learning_rate=0.5, momentum=0.5),
        x,
        np.array([0, 0, 2, 2, 0, 0, 1]),
        batch_size=3,
        rng=np.random.default_rng(1),
        penalty=Penalty(l1=0.01, l2=0.02),
    )
    steps = [trainer.step() for _ in range(6)]
    losses = "2.02402191 1.344227788 1.251583369 1.038560946 0.3093221705 1.26253731"
    close([step.loss for step in steps], losses)
    assert [(step.epoch, step.update, step.epoch_ended) for step in steps] == [
        (0, 1, False),
        (0, 2, False),
        (1, 3, True),
        (1, 4, False),
        (1, 5, False),
        (2, 6, True),
    ]
    close(
        layers[0].params["weights"],
        "0.03041126575 1.178857566 0.05600952844, -0.01177408575 0.2150806286 1.636380357",
    )
    close(layers[0].params["bias"], "-0.2631632367 -0.7166652272 0.2514575181")
    close(layers[2].params["bias"], "0.430243347 -0.7024669147 -0.2277764323")
    close(model.predict(x[:2]), "0.8053189459 0.1297168271 0.06496422704, 0.9168586539 0.06315618751 0.01998515859")


def test_a_convolutional_training_takes_the_updates_of_the_reference():
    # conv2d with a zero on every side, batch_norm, relu, max_pool2d, linear; torch.optim.Adam; full batches
    layers = [Conv2D(2, kernel=3, padding="same"), BatchNorm(), ReLU(), MaxPool2D(), Flatten(), Linear(2)]
    start = [
        {
            "weights": """
                -1 -1 / 1 1 / -0.5 -0.25
                -0.5 -0.75 / 0.75 0.5 / -1 -0.75
                0.25 1 / 1 -0.75 / 0.25 -1
            """,
            "bias": "-0.5 -0.25",
        },
        {},
        {"weights": "-0.25 -0.25, 0.5 0, -0.25 1, 0.25 0.5, 0.5 -0.25, 1 -1, -0.5 -0.75, -1 1", "bias": "0 0"},
    ]
    model = built(layers, (4, 4, 1), start)
    x = table("""
        -2, -2, 1, 0 / 0, 1, 1, -2 / 0, -2, 0, 2 / 0, -2, 0, -2
        1, 2, 2, 1 / 2, -1, -2, 0 / 0, 1, 2, -1 / 2, -2, -1, 1
        -1, 1, 0, 0 / 2, 2, 2, 0 / 2, 2, -2, -1 / -1, 0, 2, 0
        2, -1, 2, 0 / 1, -1, 0, 2 / 2, 2, 2, -2 / 1, 0, 1, -1
    """).reshape(4, 4, 4, 1)
    y, rng = np.array([0, 1, 1, 0]), np.random.default_rng(0)
    trainer = Trainer(model, CrossEntropy(), Adam(learning_rate=0.05), x, y, batch_size=None, rng=rng)
    losses = "1.61299411 1.227194021 0.9770902005 0.8020320902 0.7220311566"
    close([trainer.step().loss for _ in range(5)], losses)
    norm = layers[1].params
    close(norm["scale"], "0.7850564383 0.7805188543")
    close(norm["shift"], "-0.1978446932 -0.09783633718")
    close(norm["mean"], "-0.1866909608 -0.1746483636")
    close(norm["variance"], "3.315164733 3.569242844")
    close(
        model.predict(x),
        "0.7707380947 0.2292619053, 0.7265936561 0.2734063439, 0.2528062643 0.7471937357, 0.4521852406 0.5478147594",
    )


@pytest.mark.parametrize("spelt", [False, True])
@pytest.mark.parametrize(
    ("loss", "activation", "expected"),
    [
        (BCE, Sigmoid, "0.7310585786 0.119202922 0.6224593312"),
        (CrossEntropy, Softmax, "0.6037488961 0.03005888757 0.3661922163"),
        (MSE, None, "1 -2 0.5"),
    ],
)
def test_predictions_apply_the_losss_own_activation_once(loss, activation, expected, spelt):
    # torch.sigmoid and torch.softmax of 1, -2, 0.5
    layers = [Linear(3), *([activation()] if spelt and activation else [])]
    model = built(layers, (1,), [{"weights": "1 -2 0.5", "bias": "0 0 0"}])
    model.fuse(loss())
    close(model.predict(np.ones((1, 1))), expected)
    close(model.predict(np.ones((3, 1)), batch_size=2), " ".join([expected] * 3))
    close(model.forward(np.ones((1, 1)), training=True), "1 -2 0.5")


class TooSteep(Tanh):
    """A tanh whose backward pass is a tenth too large."""

    def backward(self, dy):
        return 1.1 * super().backward(dy)


@pytest.mark.parametrize("distance", [1.0, 0.1])
@pytest.mark.parametrize(("activation", "error"), [(Tanh, 0), (TooSteep, 0.1)])
def test_a_gradient_check_tells_by_how_much_of_the_largest_gradient_a_pass_is_wrong(activation, error, distance):
    x = table("1 -2, 0.5 0.25, -1 0.75").reshape(3, 2)
    weights = {"weights": "0.5 -1 0.25, 1 0.75 -0.5", "bias": "0.1 0.2 0.3"}
    model = built([Linear(3), activation()], (2,), [weights])
    by_parameters, by_input = gradient_check(model, MSE(), x, model.predict(x) + distance)[:2]
    assert by_parameters == pytest.approx(error, abs=1e-8)
    assert by_input == pytest.approx(error, abs=1e-8)


def test_a_gradient_of_zero_is_right():
    # at the targets themselves
    model = built([Linear(1)], (1,), [{"weights": "1", "bias": "0"}])
    assert max(gradient_check(model, MSE(), np.ones((2, 1)), np.ones((2, 1)))[:2]) < 1e-6
