"""The cost and its gradient, and how noisy that of a batch is."""

import numpy as np
import pytest

from playground.analysis.batch_modes.noise import gradient_noise
from playground.analysis.batch_modes.training_cost import TrainingCost
from playground.experiment.presets import AUTOENCODER, DIGITS
from playground.training.run import TrainingRun
from tests.playground.analysis.batch_modes.races import LINEAR, SMALL


@pytest.mark.parametrize(
    "experiment",
    [
        SMALL,
        DIGITS,
        AUTOENCODER,
        DIGITS.changed(preparation={"kind": "preparation", "standardise": True}),
        LINEAR,
    ],
    ids=["points", "digits", "autoencoder", "standardised", "linear"],
)
def test_the_cost_is_that_of_the_run(experiment):
    run = TrainingRun(experiment)
    cost = TrainingCost(experiment)
    assert cost.at(run.model.theta) == run.scores.train_loss
    assert cost.count == min(1000, experiment.dataset.training_count)


def test_the_gradient_is_the_slope_of_the_cost(monkeypatch):
    theta = TrainingRun(SMALL).model.theta
    whole = TrainingCost(SMALL)
    gradient = whole.gradient(theta)
    for number in (0, 7, 30, 40):
        step = np.zeros(theta.size)
        step[number] = 1e-2
        slope = (whole.at(theta + step) - whole.at(theta - step)) / 2e-2
        assert gradient[number] == pytest.approx(slope, rel=0.02, abs=1e-4)
    monkeypatch.setattr("playground.training.forward_passes.MOST_VALUES", 700)
    in_parts = TrainingCost(SMALL)
    np.testing.assert_allclose(in_parts.gradient(theta), gradient, rtol=1e-4, atol=1e-6)
    chosen = np.array([3, 3, 50])
    each = [in_parts.gradient(theta, np.array([number])) for number in chosen]
    np.testing.assert_allclose(in_parts.gradient(theta, chosen), np.mean(each, axis=0), rtol=1e-4, atol=1e-6)


def test_noise_falls_like_one_over_the_batch_size():
    theta = TrainingRun(LINEAR).model.theta
    sizes = (1, 4, 16, 64, 256)
    found = gradient_noise(LINEAR, theta, sizes, draws=400)
    np.testing.assert_allclose(found.measured, found.law, rtol=0.25)
    slope = np.polyfit(np.log(sizes), np.log(found.measured), 1)[0]
    assert slope == pytest.approx(-1, abs=0.05)


def test_the_scale_is_the_noise_of_single_samples():
    theta = TrainingRun(SMALL).model.theta
    cost = TrainingCost(SMALL)
    full = cost.gradient(theta)
    single = np.array([cost.gradient(theta, np.array([number])) for number in range(cost.count)])
    np.testing.assert_allclose(single.mean(axis=0), full, atol=1e-7)
    expected = ((single - full) ** 2).sum(axis=1).mean() / (full @ full)
    found = gradient_noise(SMALL, theta, (1, 2))
    assert found.scale == pytest.approx(expected)
    np.testing.assert_allclose(found.law, [expected, expected / 2])


def test_no_noise_without_a_gradient():
    # without weights and biases, and with targets that average out, nothing pulls
    described = SMALL.changed(layers=({"kind": "linear", "units": 1}, {"kind": "relu"}))
    theta = np.array([0, 0, -1], np.float32)  # the unit is dead for every sample
    with pytest.raises(ValueError, match="is zero, or not finite"):
        gradient_noise(described, theta, (1,))


def test_batch_norm_of_single_samples_leaves_the_noise_out_in_words():
    described = SMALL.changed(layers=({"kind": "batch_norm"}, *SMALL.layers))
    theta = TrainingRun(described).model.theta
    with pytest.raises(ValueError, match="The gradient noise is left out: with BatchNorm every output depends on"):
        gradient_noise(described, theta, (2, 10))
