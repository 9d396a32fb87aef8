"""Metrics of a classifier, by hand, beside scikit-learn's and beside each other."""

import hypothesis.strategies as st
import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings

from nn.metrics import accuracy, balanced_accuracy, class_numbers, class_targets, confusion, precision, recall

LABELS, PREDICTED = np.array([0, 0, 0, 1, 1, 3]), np.array([0, 0, 1, 1, 0, 1])


def test_by_hand():
    assert accuracy(LABELS, PREDICTED) == 0.5
    assert confusion(LABELS, PREDICTED).tolist() == [[2, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]]
    assert confusion(LABELS, PREDICTED, 5).shape == (5, 5)
    np.testing.assert_allclose(precision(LABELS, PREDICTED), [2 / 3, 1 / 3, np.nan, np.nan])
    np.testing.assert_allclose(recall(LABELS, PREDICTED), [2 / 3, 1 / 2, np.nan, 0])
    assert balanced_accuracy(LABELS, PREDICTED) == pytest.approx((2 / 3 + 1 / 2) / 3)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30))
def test_they_are_scikit_learns(pairs):
    labels, predicted = np.array(pairs).T
    every = range(5)
    theirs = sklearn.metrics
    assert accuracy(labels, predicted) == pytest.approx(theirs.accuracy_score(labels, predicted))
    found = confusion(labels, predicted, 5)
    if len(np.union1d(labels, predicted)) > 1:  # of a single class theirs warns
        assert found.tolist() == theirs.confusion_matrix(labels, predicted, labels=every).tolist()
    for ours, name in ((precision, "precision_score"), (recall, "recall_score")):
        expected = getattr(theirs, name)(labels, predicted, labels=every, average=None, zero_division=np.nan)
        np.testing.assert_allclose(ours(labels, predicted, 5), expected)
    assert found.sum() == len(labels)
    assert found.trace() / found.sum() == pytest.approx(accuracy(labels, predicted))
    present = np.unique(labels)
    assert balanced_accuracy(labels, predicted) == pytest.approx(recall(labels, predicted, 5)[present].mean())


def test_class_numbers_of_predictions_and_of_targets():
    assert class_numbers(np.array([[0.2], [0.5], [0.7]])).tolist() == [0, 0, 1]
    assert class_numbers(np.array([[0.2, 0.8], [3, -1]])).tolist() == [1, 0]
    assert class_targets(np.array([2, -1])).tolist() == [2, -1]
    assert class_targets(np.array([[1.0], [0.0]])).tolist() == [1, 0]
    assert class_targets(np.eye(3)[[2, 0]]).tolist() == [2, 0]


@pytest.mark.parametrize(
    "targets", [np.ones(2), np.ones((2, 3)), np.array([[0.5], [1]]), np.array([[0.5, 0.5]]), np.zeros((2, 2, 1))]
)
def test_targets_that_are_no_classes_have_no_numbers(targets):
    assert class_targets(targets) is None


@pytest.mark.parametrize(
    ("labels", "predicted", "error", "words"),
    [
        ([0, 1], [0.0, 1.0], TypeError, r"predicted must be whole class numbers.*class_numbers\(predictions\)"),
        ([[0], [1]], [0, 1], TypeError, "labels must be whole class numbers"),
        ([0, 1, 1], [0, 1], ValueError, "got 3 and 2"),
        (np.empty(0, int), np.empty(0, int), ValueError, "there must be one; got 0 and 0"),
        ([0, -1], [0, 1], ValueError, "labels has the class number -1"),
    ],
)
def test_what_are_no_class_numbers_is_refused_in_words(labels, predicted, error, words):
    for metric in (accuracy, confusion, precision, recall, balanced_accuracy):
        with pytest.raises(error, match=words):
            metric(np.array(labels), np.array(predicted))


def test_too_few_classes_and_predictions_of_another_shape_are_refused_in_words():
    with pytest.raises(ValueError, match="up to 3, for which 3 classes are too few"):
        confusion(LABELS, PREDICTED, 3)
    with pytest.raises(ValueError, match=r"\(n, classes\) or \(n, 1\); these are \(3,\)"):
        class_numbers(np.ones(3))
