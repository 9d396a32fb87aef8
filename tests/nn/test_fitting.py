"""Training in one call: what train does, with a history."""

import numpy as np
import pytest

from nn import Sequential, fit, train
from nn.layers import Linear, Tanh
from nn.losses import BCE, MSE, CrossEntropy
from nn.optimisers import SGD

X = np.random.default_rng(0).normal(size=(60, 2)).astype(np.float32)
LABELS = (X[:, 0] > 0).astype(int)


def network(outputs):
    return Sequential([Linear(4), Tanh(), Linear(outputs)]).build((2,), np.random.default_rng(1))


def settings():
    return {"epochs": 3, "batch_size": 7, "rng": np.random.default_rng(2)}


@pytest.mark.parametrize("validated", [False, True])
def test_it_trains_as_the_loop_does_and_looking_at_other_samples_changes_nothing(validated):
    plain, fitted = network(2), network(2)
    made = list(train(plain, CrossEntropy(), SGD(0.1), X, LABELS, **settings()))
    validation = (X[:9], LABELS[:9]) if validated else None
    history = fit(fitted, CrossEntropy(), SGD(0.1), X, LABELS, validation=validation, **settings())
    np.testing.assert_array_equal(fitted.theta, plain.theta)
    assert [row["epoch"] for row in history] == [1, 2, 3]
    batches = np.array([each.loss for each in made]).reshape(3, -1)
    np.testing.assert_allclose([row["loss"] for row in history], batches.mean(axis=1))
    assert list(history[0]) == ["epoch", "loss", *(["validation_loss", "validation_accuracy"] if validated else [])]


@pytest.mark.parametrize(
    ("loss", "targets"),
    [
        (CrossEntropy(), LABELS),
        (CrossEntropy(), np.eye(2, dtype=np.float32)[LABELS]),
        (BCE(), LABELS[:, None].astype(np.float32)),
        (MSE(), LABELS[:, None].astype(np.float32)),
    ],
)
def test_the_last_row_is_of_the_network_as_it_is(loss, targets, monkeypatch):
    monkeypatch.setattr("nn.fitting.VALIDATED", 8)
    model = network(2 if isinstance(loss, CrossEntropy) else 1)
    history = fit(model, loss, SGD(0.01), X[20:], targets[20:], validation=(X[:20], targets[:20]), **settings())
    predicted = model.predict(X[:20])
    numbers = predicted.argmax(axis=1) if predicted.shape[1] == 2 else (predicted[:, 0] > 0.5).astype(int)
    assert history[-1]["validation_accuracy"] == pytest.approx(float((numbers == LABELS[:20]).mean()))
    assert history[-1]["validation_loss"] == pytest.approx(loss.value(model.forward(X[:20]), targets[:20]), rel=1e-5)


def test_values_have_no_accuracy_and_unlabelled_samples_count_for_nothing():
    history = fit(network(1), MSE(), SGD(0.1), X, X[:, :1], validation=(X, X[:, :1]), **settings())
    assert list(history[-1]) == ["epoch", "loss", "validation_loss"]
    some, loss = np.where(np.arange(60) % 3, LABELS, -1), CrossEntropy(ignore=True)
    model = network(2)
    history = fit(model, loss, SGD(0.5), X, some, validation=(X, some), **settings())
    known = some >= 0
    right = model.predict(X).argmax(axis=1)[known] == LABELS[known]
    assert history[-1]["validation_accuracy"] == pytest.approx(float(right.mean()))


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"epochs": None}, TypeError, "epochs must be a whole number of at least 1; it is None"),
        ({"epochs": 0}, ValueError, "epochs must be"),
        ({"validation": (X[:, :1], LABELS)}, ValueError, r"takes samples of shape \(2,\)"),
        ({"validation": (X, LABELS[:3])}, ValueError, "as many targets as samples"),
        ({"validation": (X, LABELS + 1)}, ValueError, "class numbers run from 1 to 2"),
        ({"validation": (X * np.nan, LABELS)}, ValueError, "x of the validation holds nan"),
        ({"batch_size": 0}, ValueError, "batch size"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_trained(changed, error, words):
    model = network(2)
    before = model.theta.copy()
    with pytest.raises(error, match=words):
        fit(model, CrossEntropy(), SGD(0.1), X, LABELS, **{**settings(), **changed})
    np.testing.assert_array_equal(model.theta, before)
