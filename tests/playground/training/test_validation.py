"""Validation in a run: its scores, the rules that watch them, and the best weights."""

import dataclasses

import numpy as np
import pytest

from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS
from playground.experiment.schedule import Schedule
from playground.processes.wire import unpack
from playground.training.live_frame import live_frame
from playground.training.run import DIVERGED, TrainingRun
from playground.training.scores import Curve, Scores
from playground.training.snapshot import Snapshot
from playground.training.stop_rules import StopRules

LONG = 60.0


def watched(experiment=DEFAULT, share=0.3, **schedule):
    return experiment.changed(preparation={"validation": share}, schedule=schedule)


OVERFITS = watched(
    DEFAULT.changed(
        dataset={"kind": "moons", "samples": 40, "noise": 0.8},
        layers=({"kind": "linear", "units": 60}, {"kind": "tanh"}, {"kind": "linear", "units": 1}),
        optimiser={"kind": "adam", "learning_rate": 0.05},
    ),
    keep_best=True,
    epochs=60,
)
"""Its validation cost is lowest long before the end."""


def ended(experiment):
    run = TrainingRun(experiment)
    run.advance(LONG)
    return run


def scores(validation_loss=None, validation_accuracy=None, test=0.0):
    return Scores(1.0, test, 0.5, 1.0, None, validation_loss, validation_accuracy)


def test_what_is_set_aside_is_never_trained_with(monkeypatch):
    experiment = watched(epochs=3)
    samples = experiment.load()
    run, seen = TrainingRun(experiment, samples), set()
    forward = run.model.forward

    def watch(x, training=False):
        seen.update({row.tobytes() for row in np.asarray(x)} if training else ())
        return forward(x, training=training)

    monkeypatch.setattr(run.model, "forward", watch)
    run.advance(LONG)
    assert run.trainer.samples_seen == 3 * 350
    assert seen == {row.tobytes() for row in samples.x_train}
    assert not seen & {row.tobytes() for row in samples.x_validation}


def test_its_scores_are_of_the_validation_samples_and_stand_in_the_curve():
    experiment = watched(epochs=2)
    samples, run = experiment.load(), ended(experiment)
    outputs = run.model.predict(samples.x_validation)
    assert run.scores.validation_accuracy == experiment.dataset.task.accuracy(outputs, samples.y_validation)
    both = np.float32([run.scores.validation_loss, run.scores.validation_accuracy])
    np.testing.assert_array_equal(run.curve.rows[-1, 6:8], both)
    assert run.scores.validation_loss in run.scores.values
    swapped = dataclasses.replace(samples, x_validation=samples.x_test, y_validation=samples.y_test)
    found = TrainingRun(experiment, swapped).scores
    assert (found.validation_loss, found.validation_accuracy) == (found.test_loss, found.test_accuracy)
    assert Snapshot.unpack(run.snapshot("ended").pack()).scores == run.scores


def test_without_a_share_there_are_none():
    run = TrainingRun(DEFAULT)
    assert run.scores.validation_loss is run.scores.validation_accuracy is None
    assert np.isnan(run.curve.rows[:, 6:8]).all()
    assert np.isfinite(run.scores.values).all()


def test_samples_that_are_not_split_as_the_experiment_says_are_refused():
    with pytest.raises(ValueError, match="split as the experiment says"):
        TrainingRun(watched(), DEFAULT.dataset.load())
    with pytest.raises(ValueError, match="split as the experiment says"):
        TrainingRun(DEFAULT, watched().load())


def test_the_rules_look_at_validation_and_never_at_the_test():
    rules = StopRules(Schedule(target_accuracy=90.0, patience=2))
    assert rules.after_evaluation(0, scores(1.0, 0.2, test=0.1)) is None
    assert rules.after_evaluation(1, scores(0.9, 0.3, test=0.5)) is None, "the test accuracy is 100 %, its cost rises"
    assert rules.after_evaluation(2.5, scores(0.95, 0.3, test=0.01)) is None
    words = rules.after_evaluation(3, scores(0.95, 0.3, test=0.001))
    assert words == "The validation cost has not improved for 2 epochs."
    assert rules.after_evaluation(3, scores(0.9, 0.95)) == (
        "The validation accuracy reached 95.0 %; the target is 90 %."
    )
    assert StopRules(Schedule(target_accuracy=90.0, patience=1)).after_evaluation(9, scores()) is None


def test_a_run_ends_with_its_best_weights_and_says_which():
    experiment = OVERFITS
    last = ended(experiment.changed(schedule={"keep_best": False}))
    run = ended(experiment)
    assert run.reason.startswith("Trained for 60 epochs, as set. The weights are those of epoch ")
    assert run.reason.endswith(", the best on the validation samples.")
    assert run.scores.validation_loss < 0.8 * last.scores.validation_loss
    rows = run.curve.rows
    assert run.scores.validation_loss == pytest.approx(rows[:, 6].min(), rel=1e-6)
    best = rows[rows[:, 6].argmin(), 0]
    assert f"epoch {best:.1f},".replace(".0,", ",") in run.reason
    assert 0 < best < 50
    np.testing.assert_array_equal(rows[-2, :2], rows[-1, :2])
    np.testing.assert_array_equal(rows[:-1], last.curve.rows, "until the end both are the same")
    assert rows[-1, 6] == np.float32(run.scores.validation_loss)
    x, y = experiment.samples().x_test, experiment.samples().y_test
    assert run.whole_test_accuracy == experiment.dataset.task.accuracy(run.model.predict(x), y)
    assert np.abs(run.model.theta - last.model.theta).max() > 0


def test_of_averaged_weights_the_best_average_comes_back():
    run = ended(OVERFITS.changed(schedule={"averaging": 0.9}))
    assert run.curve.rows[-2, 6] > 1.2 * run.curve.rows[-1, 6]
    assert run.scores.validation_loss == pytest.approx(run.curve.rows[:, 6].min(), rel=1e-6)
    np.testing.assert_array_equal(run.snapshot("ended", weights=True).theta, run.trainer.weights)


def test_patience_and_the_target_end_with_the_best_weights_too():
    patient = ended(OVERFITS.changed(schedule={"patience": 5, "until_stopped": True}))
    assert "has not improved for 5 epochs. The weights are those of epoch" in patient.reason
    assert patient.scores.validation_loss == pytest.approx(patient.curve.rows[:, 6].min(), rel=1e-6)
    aimed = ended(OVERFITS.changed(schedule={"target_accuracy": 60.0}))
    assert "the target is 60 %. The weights are those of epoch" in aimed.reason


def test_best_weights_that_are_the_last_ones_stay():
    run = ended(watched(keep_best=True, epochs=2))
    assert "The weights are those of epoch 2," in run.reason
    assert (np.diff(run.curve.rows[:, 1]) > 0).all()


@pytest.mark.parametrize("averaging", [0.0, 0.9])
def test_a_run_that_is_stopped_and_goes_on_elsewhere_ends_with_the_same_best_weights(averaging):
    experiment = OVERFITS.changed(schedule={"averaging": averaging, "patience": 12})
    whole, here = ended(experiment), TrainingRun(experiment)
    for updates in (3, 13, 31):
        while here.trainer.updates < updates:
            assert here.reason is None
            here.advance(1e-9)
        here.evaluate()  # as a worker does when Pause is pressed
        elsewhere = TrainingRun(experiment)
        elsewhere.restore(here.state())
        elsewhere.change(experiment)
        here = elsewhere
    here.advance(LONG)
    assert here.reason == whole.reason
    np.testing.assert_array_equal(here.theta, whole.theta)
    again = TrainingRun(experiment)
    again.restore(whole.state())
    assert again.scores == whole.scores
    for run in (again, whole):
        run.proceed()
        run.step()
    np.testing.assert_array_equal(again.model.theta, whole.model.theta)


def test_what_somebody_looks_at_between_two_evaluations_is_not_kept_as_the_best():
    looked, alone = TrainingRun(OVERFITS), ended(OVERFITS)
    while looked.reason is None:
        looked.advance(1e-9)
        looked.evaluate()
    np.testing.assert_array_equal(looked.theta, alone.theta)
    assert looked.reason == alone.reason


def test_what_is_said_of_the_best_weights_is_said_once_and_only_while_it_has_them():
    run = ended(OVERFITS)
    said = run.reason
    run.advance(LONG)
    assert run.reason == said
    elsewhere = TrainingRun(OVERFITS)
    elsewhere.restore(run.state())
    elsewhere.step()
    assert elsewhere.reason == "Trained for 60 epochs, as set."


def test_play_goes_on_from_the_best_weights_and_ends_with_the_best_of_all():
    run = ended(OVERFITS)
    best, epoch = run.scores.validation_loss, run.epoch
    run.proceed()
    run.advance(LONG)
    assert run.epoch == 2 * epoch
    assert run.scores.validation_loss <= best * (1 + 1e-6)


def test_divergence_keeps_its_own_end():
    experiment = DEFAULT.changed(
        layers=({"kind": "linear", "units": 30}, {"kind": "relu"}, {"kind": "linear", "units": 1}),
        dataset={"kind": "gaussian_bumps", "x1_squared": True, "x2_squared": True},
        optimiser={"kind": "sgd", "learning_rate": 10.0},
    )
    run = ended(watched(experiment, keep_best=True))
    assert run.reason == DIVERGED
    assert np.isfinite(run.scores.values).all()


def test_a_curve_keeps_two_rows_of_one_update_where_the_second_is_beside_the_first():
    curve = Curve()
    for beside in (False, False, True):
        curve.add(1.0, 10, scores(0.5 if beside else 1.0, 0.5), beside=beside)
    assert curve.rows[:, 6].tolist() == [1.0, 0.5]


@pytest.mark.parametrize("experiment", [DIGITS, AUTOENCODER], ids=["digits", "autoencoder"])
def test_the_pictures_are_of_validation_images_and_the_frame_says_when_it_has_ended(experiment):
    experiment = watched(experiment, epochs=1)
    samples = experiment.load()
    run = TrainingRun(experiment, samples)
    header, arrays = unpack(live_frame(experiment, samples, run.snapshot("paused")))
    assert header["ended"] is False
    assert header["validation"] == {
        "loss": run.scores.validation_loss,
        "accuracy": run.scores.validation_accuracy,
    }
    if "originals" in arrays:
        first = np.unique(samples.y_validation, return_index=True)[1]
        expected = np.rint(samples.x_validation[first, ..., 0] * 255)
        np.testing.assert_array_equal(arrays["originals"], expected)
        assert run.scores.errors[experiment.loss.kind] == pytest.approx(run.scores.test_loss, rel=1e-3)
    else:
        assert header["count"] == arrays["confusion"].sum() == 450
        assert arrays["confusion"].sum(axis=1).tolist() == np.bincount(samples.y_validation).tolist()
    run.advance(LONG)
    assert unpack(live_frame(experiment, samples, run.snapshot("paused")))[0]["ended"] is True
    plain = TrainingRun(DEFAULT)
    assert "validation" not in unpack(live_frame(DEFAULT, DEFAULT.load(), plain.snapshot("paused")))[0]
