"""Training as a whole."""

import numpy as np
import pytest

from nn import Penalty, Sequential, train
from nn.layers import Linear, ReLU, Sigmoid, Softmax, Tanh
from nn.losses import BCE, MSE, CrossEntropy
from nn.optimiser import Optimiser
from nn.optimisers import SGD
from nn.registry import make


def points(count=200):
    rng = np.random.default_rng(5)
    x = rng.normal(size=(count, 2)).astype(np.float32)
    return x, (x[:, :1] * x[:, 1:] > 0).astype(np.float32)


def stack(*layers, seed=0, shape=(2,)):
    return Sequential(layers).build(shape, np.random.default_rng(seed))


def test_the_documented_use_learns_what_no_line_separates():
    x, y = points()
    rng = np.random.default_rng(1)
    model = Sequential([Linear(10), Tanh(), Linear(1), Sigmoid()]).build((2,), np.random.default_rng(0))
    before = MSE().value(model.predict(x), y)
    for _progress in train(model, MSE(), SGD(learning_rate=1.0), x, y, batch_size=10, epochs=60, rng=rng):
        pass
    probabilities = model.predict(x)
    assert probabilities.dtype == np.float32
    assert probabilities.shape == (200, 1)
    assert ((probabilities > 0.5) == y).mean() > 0.95
    assert MSE().value(probabilities, y) < before / 3
    _value, dz = MSE().value_and_gradient(model.forward(x, training=True), y)
    model.dtheta[...] = 0
    model.backward(dz)
    assert model.dtheta.any()


@pytest.mark.parametrize(("loss", "activation"), [(BCE(), Sigmoid()), (CrossEntropy(), Softmax())])
def test_both_spellings_of_the_output_train_alike_and_predict_probabilities(loss, activation):
    x, _ = points()
    y = np.eye(2, dtype=np.float32)[(x[:, 0] > 0).astype(int)]
    spelt, owned = stack(Linear(4), Tanh(), Linear(2), activation), stack(Linear(4), Tanh(), Linear(2))
    for model in (spelt, owned):
        list(train(model, loss, SGD(), x, y, batch_size=32, epochs=2, rng=np.random.default_rng(3)))
    np.testing.assert_array_equal(spelt.theta, owned.theta)
    np.testing.assert_array_equal(spelt.predict(x), owned.predict(x))
    assert ((owned.predict(x) >= 0) & (owned.predict(x) <= 1)).all()


@pytest.mark.parametrize("kind", list(Optimiser.kinds()))
def test_every_optimiser_learns_repeats_itself_and_resumes_bit_for_bit(kind):
    x, y = points()
    thetas = []
    for resumed in (False, True):
        model, optimiser, rng = (
            stack(Linear(6), Tanh(), Linear(1)),
            make(Optimiser, {"kind": kind}),
            np.random.default_rng(7),
        )
        start = MSE().value(model.predict(x), y)
        list(train(model, MSE(), optimiser, x, y, batch_size=20, epochs=5, rng=rng))
        if resumed:
            state, optimiser = optimiser.state(), make(Optimiser, {"kind": kind})
            optimiser.restore(state)
        list(train(model, MSE(), optimiser, x, y, batch_size=20, epochs=20, rng=rng))
        assert MSE().value(model.predict(x), y) < start
        thetas.append(model.theta.copy())
    np.testing.assert_array_equal(thetas[0], thetas[1])


@pytest.mark.parametrize(("batch_size", "updates"), [(1, 200), (30, 7), (None, 1), (500, 1)])
def test_batch_modes_make_the_updates_they_promise(batch_size, updates):
    x, y = points()
    progress = list(
        train(stack(Linear(1)), MSE(), SGD(), x, y, batch_size=batch_size, epochs=2, rng=np.random.default_rng(0))
    )
    assert len(progress) == 2 * updates
    assert [p.epoch for p in progress if p.epoch_ended] == [1, 2]


def test_penalties_shrink_weights_and_leave_biases():
    model = stack(Linear(3))
    model.theta[...] = 2
    model.dtheta[...] = 0
    Penalty(l1=0.5, l2=0.25).add_gradient(model.theta, model.dtheta, model.weights)
    np.testing.assert_allclose(model.layers[0].grads["weights"], 0.5 + 0.25 * 2)
    assert not model.layers[0].grads["bias"].any()


def test_divergence_can_be_seen():
    x, y = points()
    losses = train(
        stack(Linear(8), ReLU(), Linear(1)),
        MSE(),
        SGD(learning_rate=10.0),
        x * 100,
        y,
        batch_size=None,
        epochs=60,
        rng=np.random.default_rng(0),
    )
    assert any(not np.isfinite(progress.loss) for progress in losses)


def test_impossible_training_is_refused():
    x, y = points()
    with pytest.raises(ValueError, match="as many targets"):
        train(stack(Linear(1)), MSE(), SGD(), x, y[:-1], batch_size=1, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="batch size must be a whole number of at least 1"):
        train(stack(Linear(1)), MSE(), SGD(), x, y, batch_size=0, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="takes samples of shape"):
        stack(Linear(1)).forward(np.ones((1, 3), np.float32))
