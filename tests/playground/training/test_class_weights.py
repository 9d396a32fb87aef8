"""Class weights of a run: a rare class is found, and every cost is the one that is made small."""

import numpy as np
import pytest

from playground.analysis.batch_modes.training_cost import TrainingCost
from playground.analysis.evaluation import class_scores, judge
from playground.experiment.link import experiment_of, token_of
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS
from playground.training.class_weights import class_weights
from playground.training.run import TrainingRun
from playground.training.trained_network import TrainedNetwork

LONG = 60.0
RARE = DEFAULT.changed(
    dataset={"kind": "circles", "balance": 0.95, "noise": 0.5, "samples": 1000}, schedule={"epochs": 30}
)
"""Of its points 50 are of the ring, class 1, and 950 of the disc within."""
BALANCED = RARE.changed(schedule={"class_weights": "balanced"})
WATCHED = BALANCED.changed(preparation={"validation": 0.3}, schedule={"epochs": 4})


def ended(experiment):
    run = TrainingRun(experiment)
    run.advance(LONG)
    return run


def judged(experiment):
    return judge(experiment, ended(experiment).theta, experiment.samples())


@pytest.mark.parametrize("batch_mode", ["mini-batch", "full batch"])
def test_a_rare_class_is_found_where_classes_count_alike(batch_mode):
    """Measured on new points: mini-batches 0.42 to 0.92, full batch 0.00 to 0.60, for 0.97 and 0.95 of all right."""
    plain, balanced = (judged(each.changed(schedule={"batch_mode": batch_mode})) for each in (RARE, BALANCED))
    (before, after) = (class_scores(each)[1].recall for each in (plain, balanced))
    assert plain.test_accuracy > 0.94
    assert before < 0.5
    assert after > before + 0.4
    assert balanced.balanced_accuracy > plain.balanced_accuracy + 0.15


def test_one_sample_at_a_time_has_its_weight_too():
    stochastic = {"batch_mode": "stochastic", "epochs": 10}
    runs = [TrainingRun(each.changed(schedule=stochastic)) for each in (RARE, BALANCED)]
    for run in runs:
        run.step()
    assert not np.array_equal(runs[0].theta, runs[1].theta)


def test_all_costs_are_weighted_as_the_training_samples_say():
    run, samples = ended(WATCHED), WATCHED.load()
    weights = class_weights(WATCHED, samples.y_train)
    counts = np.bincount(samples.y_train)
    assert counts.tolist() == [665, 35]
    np.testing.assert_allclose(weights, 700 / (2 * counts))
    network = TrainedNetwork.of(WATCHED, run.theta)

    def cost(x, y):
        each = network.loss.of_each(network.outputs(x), y[:, None].astype(np.float32))
        return np.average(each, weights=weights[y])

    found = run.scores
    assert found.train_loss == pytest.approx(cost(samples.x_train, samples.y_train), rel=1e-5)
    assert found.validation_loss == pytest.approx(cost(samples.x_validation, samples.y_validation), rel=1e-5)
    assert found.test_loss == pytest.approx(cost(samples.x_test, samples.y_test), rel=1e-5)
    judgement = judge(WATCHED, run.theta, samples)
    assert (judgement.train_cost, judgement.test_cost) == pytest.approx((found.train_loss, found.test_loss), rel=1e-5)
    # and so is the cost whose surface the paths lie on
    surface = TrainingCost(WATCHED)
    assert surface.at(run.theta) == pytest.approx(found.train_loss, rel=1e-5)


def test_the_gradient_of_the_training_cost_is_the_weighted_costs():
    cost = TrainingCost(BALANCED)
    theta = TrainingRun(BALANCED).theta.astype(np.float32)
    gradient = cost.gradient(theta)
    rng = np.random.default_rng(0)
    for _ in range(3):
        way = rng.normal(size=theta.shape).astype(np.float32)
        slope = (cost.at(theta + 0.01 * way) - cost.at(theta - 0.01 * way)) / 0.02
        assert gradient @ way == pytest.approx(slope, rel=0.02, abs=2e-4)
    assert np.abs(gradient - TrainingCost(RARE).gradient(theta)).max() > 0.01


def test_a_running_network_goes_on_under_other_weights_and_its_best_is_none():
    experiment = WATCHED.changed(schedule={"class_weights": "by number", "keep_best": True, "patience": 50})
    run = TrainingRun(experiment)
    for _ in range(30):
        run.step()
    run._evaluate_as_due()
    run.rules.after_evaluation(run.epoch, run.scores)
    before, theta = run.scores, run.theta.copy()
    assert not experiment.resets(WATCHED)
    run.change(WATCHED.changed(schedule={"keep_best": True, "patience": 50}))
    np.testing.assert_array_equal(run.theta, theta)
    assert run.scores.train_loss != before.train_loss
    assert run.scores.test_accuracy == before.test_accuracy
    assert run.state()["best"]["loss"] is None
    assert run.rules.state()["best"][0] is None
    run.step()
    run.change(experiment)
    run.change(experiment)
    assert run.trainer.sample_weights is None
    run.model.theta[...] = theta
    run._score()
    assert run.scores == before


def test_a_weighted_run_goes_on_elsewhere_bit_for_bit():
    whole, here = ended(WATCHED), TrainingRun(WATCHED)
    for _ in range(77):
        here.step()
    elsewhere = TrainingRun(WATCHED)
    elsewhere.restore(here.state())
    elsewhere.advance(LONG)
    np.testing.assert_array_equal(elsewhere.theta, whole.theta)
    assert elsewhere.scores == whole.scores


@pytest.mark.parametrize(
    "experiment", [DEFAULT.changed(dataset={"kind": "plane"}), AUTOENCODER], ids=["values", "images"]
)
def test_without_classes_there_is_nothing_to_weigh(experiment):
    experiment = experiment.changed(schedule={"class_weights": "balanced", "epochs": 1})
    run = TrainingRun(experiment)
    run.step()
    assert run.trainer.sample_weights is None
    assert run.evaluation.class_weights is None


def test_images_and_own_drawings_are_weighed_by_all_that_is_trained_with():
    experiment = DIGITS.changed(schedule={"class_weights": "balanced"})
    samples = experiment.load()
    own = samples.with_more_training(np.zeros((200, 8, 8, 1), np.float32), np.full(200, 3))
    run = TrainingRun(experiment, own)
    weights = run.trainer.sample_weights
    for digit in range(10):
        assert weights[own.y_train == digit].sum() == pytest.approx(170, rel=1e-5)


def test_the_weights_are_in_the_link_and_an_experiment_from_before_has_none():
    assert experiment_of(token_of(BALANCED)) == BALANCED
    data = RARE.data()
    del data["schedule"]["class_weights"]
    assert type(RARE).from_data(data) == RARE
