"""An experiment's network with its weights, and what is asked of it."""

import numpy as np
import pytest

from playground.datasets.tasks import Classify
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS
from playground.training.trained_network import TrainedNetwork

SOFTMAX = DIGITS.changed(layers=(*DIGITS.layers, {"kind": "softmax"}))
RESIDUAL = DIGITS.changed(
    layers=(
        {"kind": "flatten"},
        *({"kind": "linear", "units": 10}, {"kind": "tanh"}, {"kind": "linear", "units": 10}),
        {"kind": "residual", "rows": 2},
    )
)
EXPERIMENTS = pytest.mark.parametrize("experiment", [DEFAULT, DIGITS, SOFTMAX, AUTOENCODER, RESIDUAL])


def network(experiment):
    theta = np.random.default_rng(0).normal(0, 0.3, experiment.network().count).astype(np.float32)
    return TrainedNetwork.of(experiment, theta)


def samples(experiment, count=30):
    return experiment.dataset.load().x_test[:count]


@EXPERIMENTS
def test_it_keeps_a_copy_of_the_weights_and_predicts_with_them(experiment):
    theta = np.full(experiment.network().count, 0.1, np.float32)
    made, x = TrainedNetwork.of(experiment, theta), samples(experiment)
    before = made.predictions(x)
    theta[...] = 0
    np.testing.assert_array_equal(made.predictions(x), before)
    np.testing.assert_allclose(made.model.predict(made.inputs(x)), before, rtol=1e-5)


@EXPERIMENTS
def test_the_predictions_are_the_outputs_behind_the_activation_of_the_loss(experiment):
    made, x = network(experiment), samples(experiment)
    assert made.ends_in_loss is (experiment in (DIGITS, RESIDUAL))
    np.testing.assert_array_equal(made.model.activate(made.outputs(x)), made.predictions(x))


@EXPERIMENTS
def test_what_lies_behind_a_row_makes_the_same_predictions_of_its_output(experiment):
    made, x = network(experiment), samples(experiment)
    expected, inputs = made.predictions(x), made.inputs(x)
    for row in range(2 if experiment is RESIDUAL else len(experiment.layers)):
        values = made.layer_output(row, inputs).copy()
        np.testing.assert_allclose(made.predictions_behind(row, values), expected, rtol=1e-5)


@EXPERIMENTS
def test_every_row_has_its_output_and_an_activation_of_the_loss_comes_last(experiment):
    made, x = network(experiment), samples(experiment)
    inputs = made.inputs(x)
    found = [values.copy() for values in made.layer_outputs(inputs)]
    assert len(found) == len(experiment.layers) + (experiment in (DIGITS, RESIDUAL))
    for row in range(len(experiment.layers)):
        np.testing.assert_allclose(made.layer_output(row, inputs), found[row], rtol=1e-6)
    np.testing.assert_allclose(found[-1], made.predictions(x), rtol=1e-5)


def test_many_samples_pass_in_parts(monkeypatch):
    made, x = network(DIGITS), samples(DIGITS, 100)
    whole = made.predictions(x)
    monkeypatch.setattr("playground.training.forward_passes.MOST_VALUES", 5_000)
    assert len(list(made.parts(x))) > 3
    np.testing.assert_allclose(made.predictions(x), whole, rtol=1e-5)


@pytest.mark.parametrize("experiment", [DEFAULT, DIGITS, SOFTMAX])
def test_the_belief_in_all_classes_adds_up_to_one(experiment):
    made, x = network(experiment), samples(experiment)
    assert isinstance(experiment.dataset.task, Classify)
    assert made.classes == experiment.dataset.task.classes
    shares = made.shares(x)
    assert shares.shape == (len(x), len(made.classes))
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-6)
    np.testing.assert_array_equal(shares.argmax(axis=1), experiment.dataset.task.decide(made.predictions(x)))


def test_what_does_not_classify_has_no_classes():
    assert network(AUTOENCODER).classes == ()


def test_one_experiment_has_as_many_networks_as_are_asked_for():
    first, second = network(DEFAULT), TrainedNetwork.of(DEFAULT, 0.0)
    assert first.model.theta.any()
    assert not second.model.theta.any()
    assert not any(layer.network for layer in DEFAULT.layers)
