"""Runs that diverge: wherever the infinity is first seen, they end in words, at their last finite state."""

import dataclasses
import time

import numpy as np
import pytest

from playground.experiment.presets import DIGITS, PRESETS
from playground.training.run import DIVERGED, TrainingRun
from playground.training.snapshot import Snapshot

SURFACE = PRESETS["A surface of values"]
AUTOENCODER = PRESETS["Autoencoder, digits 8 × 8"]
ENOUGH = 5.0
"""Seconds; none of these runs needs two of them."""
DEEP = ({"kind": "flatten"}, *({"kind": "linear", "units": 30}, {"kind": "relu"}) * 3, {"kind": "linear", "units": 10})


def sgd(experiment=SURFACE, rate=2.0, momentum=0.0, seed=0, **schedule):
    return experiment.changed(
        optimiser={"kind": "sgd", "learning_rate": rate, "momentum": momentum},
        schedule={"epochs": 3, **schedule},
        seed=seed,
    )


def require_last_finite_state(run, experiment):
    """What is shown is finite, and it is what the weights that are shown give."""
    snapshot = Snapshot.unpack(run.snapshot("paused", weights=True, health=True).pack())
    assert snapshot.phase == "ended"
    assert np.isfinite(snapshot.theta).all()
    assert np.isfinite(snapshot.scores.values).all()
    assert np.isfinite(snapshot.curve[:, :4]).all()
    assert not np.isinf(snapshot.health).any()
    assert snapshot.curve[-1, 1] == snapshot.updates
    fresh = TrainingRun(experiment, theta=snapshot.theta)
    assert fresh.scores == snapshot.scores
    for name in ("plane", "predicted", "confidence", "rebuilt"):
        np.testing.assert_equal(getattr(snapshot, name), getattr(fresh.snapshot("paused"), name))


@pytest.mark.parametrize("mode", ["stochastic", "mini-batch", "full batch"])
@pytest.mark.parametrize(("rate", "momentum", "seed"), [(2.0, 0.0, 0), (3.0, 0.5, 1), (10.0, 0.0, 2)])
def test_every_run_with_too_high_a_rate_ends_in_words(rate, momentum, seed, mode):
    experiment = sgd(rate=rate, momentum=momentum, seed=seed, batch_mode=mode)
    run = TrainingRun(experiment)
    run.advance(ENOUGH)
    assert run.reason is not None
    require_last_finite_state(run, experiment)


@pytest.mark.parametrize(
    "experiment",
    [
        sgd(DIGITS, rate=10.0),
        sgd(DIGITS.changed(layers=DEEP), rate=10.0, momentum=0.9),
        sgd(AUTOENCODER, rate=10.0),
        sgd(AUTOENCODER.changed(loss={"kind": "mse"}, layers=AUTOENCODER.layers[:-1]), rate=10.0),
    ],
    ids=["digits", "deep", "autoencoder", "linear autoencoder"],
)
def test_networks_on_images_end_in_words_too(experiment):
    run = TrainingRun(experiment)
    run.advance(ENOUGH)
    assert run.reason is not None
    require_last_finite_state(run, experiment)


def in_a_batch(run):
    step = run.trainer.step
    run.trainer.step = lambda: step()._replace(loss=np.inf) if run.trainer.updates >= 20 else step()


def in_an_evaluation(run):
    scores = run.evaluation.scores

    def spoilt(model):
        return dataclasses.replace(scores(model), test_loss=np.inf) if run.trainer.updates > 20 else scores(model)

    run.evaluation.scores = spoilt


def in_an_error_of_noisy_images(run):
    scores = run.evaluation.scores

    def spoilt(model):
        return dataclasses.replace(scores(model), errors={"mse": np.nan}) if run.trainer.updates > 20 else scores(model)

    run.evaluation.scores = spoilt


def in_the_penalty(run):
    class Steep:
        def add_gradient(self, theta, dtheta, weights):
            dtheta[-1] = np.inf if run.trainer.updates >= 20 else dtheta[-1]

    run.trainer.penalty = Steep()


def in_the_weights(run):
    step = run.trainer.step

    def spoil():
        progress = step()
        if progress.update > 20:
            run.model.theta[0] = np.nan
        return progress

    run.trainer.step = spoil


SPOILT = [in_a_batch, in_an_evaluation, in_an_error_of_noisy_images, in_the_penalty, in_the_weights]


@pytest.mark.parametrize("spoil", SPOILT)
@pytest.mark.parametrize("seconds", [0.5, 0.0005])
def test_wherever_the_infinity_is_first_seen(spoil, seconds):
    experiment = sgd(rate=0.01)
    run = TrainingRun(experiment)
    spoil(run)
    until = time.monotonic() + ENOUGH
    while run.reason is None and time.monotonic() < until:
        run.advance(seconds)
        # what is shown in between is finite as well
        assert np.isfinite(run.snapshot("training", weights=True).theta).all()
    assert run.reason == DIVERGED
    assert 0 < run.trainer.updates <= 20
    assert run.rate >= 0
    require_last_finite_state(run, experiment)


@pytest.mark.parametrize("spoil", SPOILT)
def test_steps_and_epochs_that_diverge_stop_there(spoil):
    experiment = sgd(rate=0.01, batch_mode="stochastic")
    run = TrainingRun(experiment)
    spoil(run)
    assert run.to_epoch_end(ENOUGH)
    assert run.reason == DIVERGED
    assert run.trainer.updates <= 20
    require_last_finite_state(run, experiment)
    for _ in range(run.trainer.updates, 20):
        run.step()
        assert run.reason is None
    run.step()
    assert run.reason == DIVERGED
    assert run.trainer.updates == 20
    require_last_finite_state(run, experiment)


def test_a_lower_rate_goes_on_from_the_last_finite_state_to_the_end_of_the_epoch():
    run = TrainingRun(sgd(batch_mode="stochastic"))
    run.advance(ENOUGH)
    assert run.reason == DIVERGED
    run.change(sgd(rate=1e-4, batch_mode="stochastic"))
    assert run.to_epoch_end(ENOUGH)
    assert run.reason is None
    assert run.epoch == 1


def test_huge_costs_that_stay_finite_end_by_schedule():
    experiment = sgd(rate=1e-4, patience=0)
    theta = TrainingRun(experiment).model.theta.copy()
    theta[-1] = 1e15
    run = TrainingRun(experiment, theta=theta)
    run.advance(ENOUGH)
    assert run.scores.train_loss > 1e29
    assert "3 epochs" in run.reason
    require_last_finite_state(run, experiment)


def test_first_weights_without_a_finite_cost_are_refused_in_words():
    theta = np.full(TrainingRun(SURFACE).model.count, 1e38, np.float32)
    with pytest.raises(ValueError, match="with the first weights the cost is not a finite number"):
        TrainingRun(SURFACE, theta=theta)
