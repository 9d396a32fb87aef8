"""Judging a classifier, on answers that are counted by hand and on a network that is trained here."""

import dataclasses

import numpy as np
import pytest

from playground.analysis.evaluation import (
    Judgement,
    calibration,
    calibration_error,
    calibration_text,
    class_scores,
    confident_mistakes,
    confusion,
    gap_text,
    in_cell,
    judge,
    largest_mistake,
    random_samples,
    rare_class_text,
    wilson,
    writer_scores,
    writers_text,
)
from playground.analysis.evaluation.intervals import by_chance, difference_interval, interval_text, share_text
from playground.datasets import Samples
from playground.datasets.tasks import shares_of
from playground.experiment.presets import DEFAULT, DIGITS
from playground.training.run import TrainingRun

SHARES = [  # truth a a a b b c
    (0.92, 0.08, 0.0),
    (0.6, 0.4, 0.0),
    (0.3, 0.7, 0.0),
    (0.2, 0.8, 0.0),
    (0.0, 0.05, 0.95),
    (0.0, 0.8, 0.2),
]


@pytest.fixture
def answers():
    shares = np.array(SHARES, np.float32)
    return Judgement(
        classes=("a", "b", "c"),
        truth=np.array([0, 0, 0, 1, 1, 2]),
        predicted=shares.argmax(axis=1),
        shares=shares,
        test_cost=0.7,
        train_cost=0.1,
        train_accuracy=0.95,
        train_count=1000,
    )


def test_counts_and_confidence(answers):
    assert confusion(answers).tolist() == [[2, 1, 0], [0, 1, 1], [0, 1, 0]]
    assert answers.test_accuracy == 0.5
    assert answers.confidence.tolist() == pytest.approx([0.92, 0.6, 0.7, 0.8, 0.95, 0.8])


def test_scores_of_each_class(answers):
    a, b, c = class_scores(answers)
    assert (a.precision, a.recall, a.f1) == (1, 2 / 3, 0.8)
    assert (b.precision, b.recall, b.f1) == (1 / 3, 1 / 2, pytest.approx(0.4))
    assert (c.precision, c.recall, c.f1) == (0, 0, 0)


def test_in_the_balanced_accuracy_a_rare_class_counts_as_much_as_a_frequent_one(answers):
    assert answers.balanced_accuracy == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    truth = np.array([0] * 95 + [1] * 5)
    rare = dataclasses.replace(answers, classes=("a", "b"), truth=truth, predicted=np.array([0] * 99 + [1]))
    assert rare.test_accuracy == 0.96
    assert rare.balanced_accuracy == pytest.approx(0.6)


def test_of_a_rare_class_is_said_how_much_is_found_of_it(answers):
    assert rare_class_text(class_scores(answers)) is None  # 3, 2 and 1: a third is not yet rare
    truth = np.array([0] * 95 + [1] * 5)
    rare = dataclasses.replace(answers, classes=("a", "b"), truth=truth, predicted=np.array([0] * 98 + [1] * 2))
    rare.predicted[0] = 1
    assert rare_class_text(class_scores(rare)) == (
        "Class b is rare, 5.0 % of the test samples: who never says b can still be right in 95.0 %. 2 of its 5 "
        "samples are found (recall: 95 % interval 12 to 77 %), and 2 of the 3 called so are (precision: 95 % "
        "interval 21 to 94 %)."
    )
    never = dataclasses.replace(rare, predicted=np.zeros(100, np.int64))
    assert str(rare_class_text(class_scores(never))).endswith("and none is called so (precision).")


def test_a_class_that_is_never_said_has_no_precision(answers):
    never = dataclasses.replace(answers, predicted=np.zeros(6, np.int64))
    assert class_scores(never)[2].precision is None
    nowhere = dataclasses.replace(never, truth=np.zeros(6, np.int64))
    assert class_scores(nowhere)[2].recall is None
    assert class_scores(nowhere)[2].f1 is None


def test_the_commonest_mistake(answers):
    assert largest_mistake(answers) == (0, 1)
    right = dataclasses.replace(answers, predicted=answers.truth)
    assert largest_mistake(right) == (0, 0)
    assert len(confident_mistakes(right, 5)) == 0


def test_mistakes_begin_with_the_surest_and_right_answers_with_the_most_doubtful(answers):
    assert confident_mistakes(answers, 5).tolist() == [4, 5, 2]
    assert confident_mistakes(answers, 1).tolist() == [4]
    assert in_cell(answers, 0, 0).tolist() == [1, 0]
    assert in_cell(answers, 0, 1).tolist() == [2]
    assert in_cell(answers, 2, 0).tolist() == []


def test_random_samples_differ_from_each_other_and_follow_the_seed(answers):
    for seed in range(20):
        assert len(set(random_samples(answers, 3, seed).tolist())) == 3
    assert (random_samples(answers, 3, 1) == random_samples(answers, 3, 1)).all()
    assert len({tuple(random_samples(answers, 3, seed)) for seed in range(20)}) > 5
    assert len(random_samples(answers, 9, 0)) == 6


def test_calibration(answers):
    bins = calibration(answers)
    assert sum(each.count for each in bins) == 6
    last = bins[-1]
    assert (last.low, last.high, last.count, last.accuracy) == (0.9, 1.0, 2, 0.5)
    assert last.confidence == pytest.approx(0.935)
    by_hand = sum(each.count * abs(each.confidence - each.accuracy) for each in bins) / 6
    assert calibration_error(answers) == pytest.approx(by_hand)
    assert last.interval == wilson(1, 2)
    assert "no further apart than chance may make them" in calibration_text(answers)
    many = {name: np.tile(getattr(answers, name).T, 100).T for name in ("truth", "predicted", "shares")}
    assert "too sure of itself" in calibration_text(dataclasses.replace(answers, **many))


def test_full_confidence_falls_into_the_last_bin(answers):
    sure = dataclasses.replace(answers, shares=np.eye(3, dtype=np.float32)[answers.predicted])
    (only,) = calibration(sure)
    assert (only.high, only.count, only.confidence) == (1.0, 6, 1.0)


GAPS = [  # train accuracy, test samples right of 1000, words
    (0.99, 800, "overfitting"),
    (0.99, 960, "most networks do"),
    (0.95, 945, "no more than chance"),
    (0.90, 950, "easier ones"),
    (0.60, 590, "underfitting"),
]


@pytest.mark.parametrize(("train", "right", "words"), GAPS)
def test_the_gap_in_words(answers, train, right, words):
    truth, predicted = np.zeros(1000, np.int64), (np.arange(1000) >= right).astype(np.int64)
    shares = np.full((1000, 3), 1 / 3, np.float32)
    text = gap_text(dataclasses.replace(answers, truth=truth, predicted=predicted, shares=shares, train_accuracy=train))
    assert words in text
    assert ("overfitting" in text) == (words == "overfitting")


def test_a_gap_of_the_cost_is_named(answers):
    assert "7 times as high" in gap_text(answers)
    assert "100 times" in gap_text(dataclasses.replace(answers, train_cost=1e-6))
    assert "is higher on" in gap_text(dataclasses.replace(answers, train_cost=0.0))


@pytest.mark.parametrize(
    ("sure", "unsure", "words"),
    [
        (0, 0, "It makes no mistake there, but it is less sure."),
        (1, 0, "Of its only mistake it was 95 % sure."),
        (0, 1, "Of its only mistake it was 60 % sure."),
        (1, 4, "Of its 5 mistakes there, it was at least 90 % sure of 1."),
        (0, 5, "Of its 5 mistakes there, it was at least 90 % sure of none."),
        (1200, 300, "Of its 1,500 mistakes there, it was at least 90 % sure of 1,200."),
    ],
)
def test_what_is_said_of_sure_mistakes_is_counted(answers, sure, unsure, words):
    predicted = np.repeat([0, 1], [500, sure + unsure])
    shares = np.repeat(
        np.array([[0.9, 0.1, 0], [0.05, 0.95, 0], [0.4, 0.6, 0]], np.float32), [500, sure, unsure], axis=0
    )
    found = dataclasses.replace(answers, truth=np.zeros(len(predicted), int), predicted=predicted, shares=shares)
    text = gap_text(found)
    assert text.endswith(words)
    assert "often" not in text


@pytest.mark.parametrize(
    ("outputs", "shares"),
    [([0.2, 0.5, 0.3], [0.2, 0.5, 0.3]), ([-1.0, 2.0, 6.0], [0, 0.25, 0.75]), ([-1.0, -2.0], [0.5, 0.5])],
)
def test_outputs_that_are_no_probabilities_are_shares_all_the_same(outputs, shares):
    np.testing.assert_allclose(shares_of(np.array([outputs], np.float32))[0], shares, rtol=1e-6)


def test_belief_of_one_output_is_that_in_the_second_class():
    shares = shares_of(np.array([[0.25], [1.5], [-3.0]], np.float32))
    assert shares.tolist() == [[0.75, 0.25], [0, 1], [1, 0]]


def trained(experiment, epochs):
    run = TrainingRun(experiment.changed(schedule={"epochs": epochs}))
    run.advance(60)
    return run


def test_a_trained_network_is_judged_as_its_run_scores_it():
    run = trained(DIGITS, 3)
    samples = DIGITS.dataset.load()
    found = judge(DIGITS, run.model.theta, samples)
    assert found.test_accuracy == run.scores.test_accuracy
    assert found.test_cost == pytest.approx(run.scores.test_loss, rel=1e-4)
    assert (found.count, found.train_count) == (297, 1500)
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(297), abs=1e-5)
    assert (found.shares.argmax(axis=1) == found.predicted).all()


def test_preparation_is_applied_and_stored_bytes_are_read():
    prepared = DIGITS.changed(preparation={"kind": "preparation", "standardise": True})
    run = trained(prepared, 3)
    samples = DIGITS.dataset.load()
    assert judge(prepared, run.model.theta, samples).test_accuracy == run.scores.test_accuracy
    as_bytes = Samples(
        np.rint(samples.x_train * 255).astype(np.uint8),
        samples.y_train,
        np.rint(samples.x_test * 255).astype(np.uint8),
        samples.y_test,
    )
    found = judge(prepared, run.model.theta, as_bytes)
    assert found.test_accuracy == pytest.approx(run.scores.test_accuracy, abs=0.01)


# R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I:
# the score method without a correction for continuity
@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_the_published_one(right, count, low, high):
    assert wilson(right, count) == pytest.approx((low, high), abs=5e-5)
    assert wilson(count - right, count) == pytest.approx((1 - high, 1 - low), abs=5e-5)


# the same, Interval Estimation for the Difference between Independent Proportions, 1998, table II, method 10
@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_the_interval_of_a_difference_is_the_published_one(first, second, low, high):
    assert difference_interval(first, second) == pytest.approx((low, high), abs=5e-5)
    assert difference_interval(second, first) == pytest.approx((-high, -low), abs=5e-5)
    assert by_chance(first, second) == (low < 0)


def test_shares_of_few_samples_are_counts_and_wide_intervals_have_no_decimals():
    assert (share_text(4, 7), interval_text(4, 7)) == ("4 of 7", "25 to 84 %")
    assert (share_text(1900, 2000), interval_text(1900, 2000)) == ("95.0 %", "94.0 to 95.9 %")


def test_each_writer_has_a_score_the_worst_read_first(answers):
    scores = writer_scores(answers, np.array([7, 2, 2, 7, 2, 9]))
    assert [(score.writer, score.count, score.right) for score in scores] == [(9, 1, 0), (2, 3, 1), (7, 2, 2)]
    assert [score.accuracy for score in scores] == [0, 1 / 3, 1]
    assert scores[1].interval == wilson(1, 3)


def test_the_words_on_writers_say_how_many_differ_by_more_than_chance(answers):
    scores = writer_scores(answers, np.array([7, 2, 2, 7, 2, 9]))
    text = writers_text(scores, answers.test_accuracy)
    assert text.startswith(
        "Of writer 9's digits **0 of 1** are read right (95 % interval 0 to 79 %), of writer 7's **2 of 2** (34 to "
        "100 %). All intervals"
    )
    assert "1 of 3 interval leaves out" in writers_text(scores, 0.3)
    assert "2 of 3 intervals leave out" in writers_text(scores, 0.9)


def test_two_classes_of_points_with_one_output():
    run = trained(DEFAULT, 100)
    found = judge(DEFAULT, run.model.theta, DEFAULT.dataset.load())
    assert found.shares.shape == (500, 2)
    assert found.test_accuracy == run.scores.test_accuracy
    assert confusion(found).sum() == 500
