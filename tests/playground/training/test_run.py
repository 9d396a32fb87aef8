"""Training runs, without any process."""

import dataclasses

import numpy as np
import pytest

from nn.registry import make
from playground.datasets import Dataset
from playground.experiment.inspection import inspect
from playground.experiment.presets import DEFAULT, DIGITS, PRESETS
from playground.training.run import DIVERGED, EVALUATION_SHARE, TrainingRun
from playground.training.scores import MOST_ROWS, Curve, Scores
from playground.training.snapshot import Snapshot
from tests.real_digits import require_files

LONG = 60.0


def scheduled(experiment=DEFAULT, **schedule):
    return experiment.changed(schedule={**schedule})


def watched(experiment=DEFAULT):
    """The experiment with a fifth of the training samples set aside."""
    return experiment.changed(preparation={"validation": 0.2})


def test_a_run_ends_after_its_epochs_and_goes_on_when_played_again():
    run = TrainingRun(scheduled(epochs=3))
    run.advance(LONG)
    assert run.epoch == 3
    assert "3 epochs" in run.reason
    run.proceed()
    run.advance(LONG)
    assert run.epoch == 6


def test_step_and_epoch_go_as_far_as_they_say_whatever_the_rules():
    run = TrainingRun(scheduled(epochs=1))
    run.step()
    assert run.trainer.updates == 1
    assert run.to_epoch_end(LONG)
    assert run.epoch == 1
    run.advance(LONG)
    run.step()
    assert run.trainer.updates == 2 * 50 + 1


def test_every_stop_shows_the_scores_of_the_very_last_update():
    run = TrainingRun(scheduled(epochs=2))
    run.advance(LONG)
    assert run.curve.rows[-1, 1] == run.trainer.updates
    assert run.curve.rows[-1, 0] == 2


def test_the_same_experiment_gives_the_same_weights_and_curve_however_it_is_sliced():
    whole, sliced = TrainingRun(scheduled(epochs=4)), TrainingRun(scheduled(epochs=4))
    whole.advance(LONG)
    while sliced.reason is None:
        sliced.advance(0.0005)
    np.testing.assert_array_equal(whole.model.theta, sliced.model.theta)
    np.testing.assert_array_equal(whole.curve.rows, sliced.curve.rows)


def test_a_restored_run_goes_on_bit_for_bit():
    experiment = scheduled(epochs=4).changed(optimiser={"kind": "adam"})
    whole, before = TrainingRun(experiment), TrainingRun(experiment)
    whole.advance(LONG)
    while before.trainer.updates < 77:
        before.advance(0.0)
        before.step()
    after = TrainingRun(experiment)
    after.restore(before.state())
    after.advance(LONG)
    np.testing.assert_array_equal(whole.model.theta, after.model.theta)
    assert after.trainer.updates == whole.trainer.updates


def test_rates_penalties_and_batches_reach_the_running_network():
    run = TrainingRun(DEFAULT)
    run.step()
    run.change(
        scheduled(batch_mode="full batch").changed(
            optimiser={"kind": "sgd", "learning_rate": 0.5},
            penalty={"kind": "penalty", "l2": 0.1},
        )
    )
    assert run.trainer.optimiser.learning_rate == 0.5
    assert run.trainer.penalty.l2 == 0.1
    seen = run.trainer.samples_seen
    run.to_epoch_end(LONG)
    run.step()
    assert run.trainer.samples_seen - seen == 490 + 500


def test_a_target_accuracy_ends_the_run_and_play_overrules_it():
    run = TrainingRun(watched(scheduled(PRESETS["Two clouds"], target_accuracy=90.0, until_stopped=True)))
    run.advance(LONG)
    assert "the target is 90 %" in run.reason
    updates = run.trainer.updates
    run.proceed()
    run.advance(0.02)
    assert run.reason is None
    assert run.trainer.updates > updates


def test_no_improvement_ends_the_run():
    run = TrainingRun(watched(scheduled(PRESETS["Four clouds, no bias anywhere"], patience=5, until_stopped=True)))
    run.advance(LONG)
    assert "not improved for 5 epochs" in run.reason


def test_divergence_stops_at_the_last_finite_state_and_says_what_to_try():
    experiment = DEFAULT.changed(
        layers=({"kind": "linear", "units": 30}, {"kind": "relu"}, {"kind": "linear", "units": 1}),
        dataset={"kind": "gaussian_bumps", "x1_squared": True, "x2_squared": True},
        optimiser={"kind": "sgd", "learning_rate": 10.0},
    )
    run = TrainingRun(experiment)
    run.advance(LONG)
    assert run.reason == DIVERGED
    assert "learning rate" in DIVERGED
    assert np.isfinite(run.model.theta).all()
    assert np.isfinite(run.scores.values).all()
    assert np.isfinite(run.snapshot("paused").plane).all()


def test_evaluations_keep_to_their_share_of_the_work():
    run = TrainingRun(scheduled(epochs=200))
    run.advance(LONG)
    gaps = np.diff(run.curve.rows[-10:-1, 1]) * 64
    assert gaps.min() >= EVALUATION_SHARE * run.evaluation.size * 0.95
    early = np.diff(run.curve.rows[:5, 1])
    assert early.max() * 64 < gaps.min()


def test_a_long_curve_thins_out_and_keeps_its_ends():
    curve = Curve()
    for update in range(2000):
        curve.add(update / 10, update, Scores(1.0, 1.0, None, None))
    assert len(curve.rows) <= MOST_ROWS
    assert curve.rows[0, 1] == 0
    assert curve.updates == 1999
    assert (np.diff(curve.rows[:, 1]) > 0).all()
    assert curve.stride > 1


@pytest.mark.parametrize("experiment", [*PRESETS.values(), DEFAULT.changed(dataset={"kind": "plane"})])
def test_snapshots_survive_the_wire_and_show_the_network(experiment):
    require_files(experiment.dataset)
    run = TrainingRun(experiment)
    snapshot = Snapshot.unpack(run.snapshot("training", weights=True).pack())
    assert snapshot.scores == run.scores
    np.testing.assert_array_equal(snapshot.theta, run.model.theta)
    if snapshot.rebuilt is not None:
        assert experiment.dataset.target == "image"
        assert snapshot.rebuilt.shape[:2] == (3, 10)
    elif "digits" in experiment.dataset.title().lower():
        assert snapshot.predicted.shape in ((297,), (2000,))
        assert (snapshot.confidence <= 1).all()
    else:
        assert snapshot.plane.shape == (1, 100, 100)


def test_the_picture_of_the_plane_has_its_top_row_at_the_top():
    experiment = PRESETS["Two clouds"].changed(dataset={"kind": "plane"})
    run = TrainingRun(experiment)
    weights = run.model.layers[0].params["weights"]
    weights[...] = [[0.0], [1.0]]
    plane = run.snapshot("paused").plane[0]
    assert plane[0].mean() > 200
    assert plane[-1].mean() < 50


def test_own_samples_join_the_training_set():
    samples = DIGITS.dataset.load()
    more = samples.with_more_training(samples.x_test[:10], samples.y_test[:10])
    run = TrainingRun(DIGITS, more)
    run.to_epoch_end(LONG)
    assert run.trainer.samples_seen == 1510


VARIED = {"standardise": True, "noise": 0.2, "shift": 1.0, "rotate": 10.0, "scale": 0.1, "shear": 0.1}


def varied(experiment=DIGITS, **settings):
    return experiment.changed(preparation={"kind": "preparation", **settings})


def test_a_varied_run_goes_on_bit_for_bit_and_tests_on_samples_that_stand_still():
    experiment = varied(scheduled(DIGITS, epochs=2), **VARIED)
    whole, before = TrainingRun(experiment), TrainingRun(experiment)
    whole.advance(LONG)
    for _ in range(30):
        before.step()
    after = TrainingRun(experiment)
    after.restore(before.state())
    after.advance(LONG)
    np.testing.assert_array_equal(whole.model.theta, after.model.theta)
    assert whole.evaluation.scores(whole.model) == whole.evaluation.scores(whole.model)


def test_variation_reaches_the_running_network_and_scaling_stays():
    run, plain = TrainingRun(varied(standardise=True)), TrainingRun(varied(standardise=True))
    run.step(), plain.step()
    np.testing.assert_array_equal(run.model.theta, plain.model.theta)
    run.change(varied(standardise=True, noise=0.5))
    run.step(), plain.step()
    assert np.abs(run.model.theta - plain.model.theta).max() > 0
    assert TrainingRun(varied(noise=0.5)).scores == TrainingRun(DIGITS).scores
    assert TrainingRun(varied(standardise=True)).scores != TrainingRun(DIGITS).scores


def test_a_network_of_standardised_points_is_shown_a_standardised_plane():
    far = {"kind": "linear", "x1_squared": True}
    experiment = varied(DEFAULT.changed(dataset=far), standardise=True)
    run = TrainingRun(experiment)
    run.advance(LONG)
    assert run.scores.test_accuracy > 0.95
    plane, points = run.snapshot("paused").plane[0], make(Dataset, far).load()
    extent = np.ceil(2 * max(np.abs(x[:, :2]).max() for x in (points.x_train, points.x_test)) * 1.05) / 2
    cells = ((points.x_test[:, :2] * [1, -1] / extent + 1) / 2 * 99).round().astype(int)
    assert ((plane[cells[:, 1], cells[:, 0]] > 127) == points.y_test).mean() > 0.95


def test_the_end_tells_the_accuracy_over_every_test_image(monkeypatch):
    monkeypatch.setattr("playground.training.evaluation.MOST_TEST", 50)
    run = TrainingRun(scheduled(DIGITS, epochs=2))
    assert run.snapshot("paused").whole_test_accuracy is None
    run.advance(LONG)
    samples = DIGITS.dataset.load()
    expected = (run.model.predict(samples.x_test).argmax(axis=1) == samples.y_test).mean()
    snapshot = Snapshot.unpack(run.snapshot("paused").pack())
    assert snapshot.whole_test_accuracy == pytest.approx(expected)
    assert snapshot.predicted.shape == (50,)
    resumed = TrainingRun(scheduled(DIGITS, epochs=2))
    resumed.restore(run.state())
    assert resumed.whole_test_accuracy == run.whole_test_accuracy
    run.step()
    assert run.whole_test_accuracy is None


def test_a_large_network_is_tested_a_few_samples_at_a_time(monkeypatch):
    whole = TrainingRun(DIGITS)
    monkeypatch.setattr("playground.training.forward_passes.MOST_VALUES", 5000)
    seen = []
    forward = whole.model.forward
    monkeypatch.setattr(whole.model, "forward", lambda x, **more: seen.append(len(x)) or forward(x, **more))
    scores = whole.evaluation.scores(whole.model)
    assert max(seen) < 30
    assert scores.test_loss == pytest.approx(whole.scores.test_loss, rel=1e-5)


def test_bytes_are_trained_on_as_ink():
    samples = DIGITS.dataset.load()
    stored = dataclasses.replace(
        samples,
        x_train=np.rint(samples.x_train * 255).astype(np.uint8),
        x_test=np.rint(samples.x_test * 255).astype(np.uint8),
    )
    run = TrainingRun(scheduled(DIGITS, epochs=5), stored)
    run.advance(LONG)
    assert run.model.theta.dtype == np.float32
    assert run.whole_test_accuracy > 0.85


@pytest.mark.parametrize("kind", ["usps", "mnist"])
def test_real_digits_are_learnt(kind):
    require_files(make(Dataset, {"kind": kind}))
    run = TrainingRun(scheduled(DIGITS, epochs=3).changed(dataset={"kind": kind, "subset": 3000}))
    run.advance(LONG)
    assert run.whole_test_accuracy > 0.85


SURFACE, CODED = PRESETS["A surface of values"], PRESETS["Autoencoder, digits 8 × 8"]


@pytest.mark.parametrize(
    ("experiment", "loss"),
    [
        (DIGITS, {"kind": "hinge"}),
        (DIGITS, {"kind": "cross_entropy", "smoothing": 0.1}),
        (SURFACE, {"kind": "huber", "delta": 0.5}),
        (CODED, {"kind": "huber"}),
    ],
    ids=["hinge", "smoothed", "values", "images"],
)
def test_every_loss_that_fits_trains(experiment, loss):
    experiment = experiment.changed(loss=loss)
    assert inspect(experiment).problem is None
    run = TrainingRun(scheduled(experiment, epochs=2))
    first = run.evaluation.scores(run.model).train_loss
    run.advance(LONG)
    scores = run.evaluation.scores(run.model)
    assert scores.train_loss < 0.9 * first
    assert scores.test_accuracy is None or scores.test_accuracy > 0.8


@pytest.mark.parametrize("experiment", [SURFACE, CODED])
def test_the_hinge_is_for_classes(experiment):
    problem = inspect(experiment.changed(loss={"kind": "hinge"})).problem
    assert problem is not None
    assert problem.startswith("Hinge ")
