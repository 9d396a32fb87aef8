"""Losses, optimisers and training."""

import numpy as np
import pytest

from nn import Penalty, Sequential, train
from nn.layers import Linear, ReLU, Sigmoid, Softmax, Tanh
from nn.loss import Loss
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


@pytest.mark.parametrize("loss", [MSE(), BCE(), CrossEntropy()], ids=lambda loss: loss.kind)
def test_loss_gradients_agree_with_central_differences(loss):
    rng = np.random.default_rng(0)
    z = rng.normal(size=(5, 3))
    y = np.eye(3)[rng.integers(0, 3, 5)]
    found = loss.value_and_gradient(z, y)[1]
    for index in np.ndindex(z.shape):
        step = np.zeros_like(z)
        step[index] = 1e-5
        slope = (loss.value(z + step, y) - loss.value(z - step, y)) / 2e-5
        assert found[index] == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize("loss", [BCE(), CrossEntropy()], ids=lambda loss: loss.kind)
def test_huge_outputs_give_finite_losses(loss):
    z = np.array([[1e4, -1e4], [-1e4, 1e4]], np.float32)
    value, gradient = loss.value_and_gradient(z, np.eye(2, dtype=np.float32)[::-1])
    assert np.isfinite(value)
    assert np.isfinite(gradient).all()


def test_class_numbers_and_one_hot_are_the_same():
    z = np.random.default_rng(0).normal(size=(6, 4)).astype(np.float32)
    y = np.array([0, 1, 2, 3, 0, 1])
    by_number, by_row = (CrossEntropy().value_and_gradient(z, t) for t in (y, np.eye(4, dtype=np.float32)[y]))
    assert by_number[0] == pytest.approx(by_row[0], rel=1e-6)
    np.testing.assert_allclose(by_number[1], by_row[1], atol=1e-7)


def test_targets_that_do_not_fit_are_refused_in_words():
    with pytest.raises(ValueError, match="differ in shape"):
        MSE().value(np.ones((3, 1)), np.ones(3))
    with pytest.raises(ValueError, match="one output a class"):
        CrossEntropy().value(np.ones((2, 3)), np.array([0, 3]))
    with pytest.raises(ValueError, match="whole class number"):
        CrossEntropy().value(np.ones((2, 3)), np.array([0.0, 1.0]))


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
        next(train(stack(Linear(1)), MSE(), SGD(), x, y[:-1], batch_size=1, rng=np.random.default_rng(0)))
    with pytest.raises(ValueError, match="batch size must be at least 1"):
        next(train(stack(Linear(1)), MSE(), SGD(), x, y, batch_size=0, rng=np.random.default_rng(0)))
    with pytest.raises(ValueError, match="takes samples of shape"):
        stack(Linear(1)).forward(np.ones((1, 3), np.float32))


@pytest.mark.parametrize("cls", [*Loss.kinds().values(), *Optimiser.kinds().values()])
def test_losses_and_optimisers_explain_themselves(cls):
    assert cls.formula
    assert len(cls.summary()) > 20


TORCH_OPTIMISERS = [
    ("SGD", {"kind": "sgd", "learning_rate": 0.1}, {"lr": 0.1}),
    ("SGD", {"kind": "sgd", "learning_rate": 0.1, "momentum": 0.9}, {"lr": 0.1, "momentum": 0.9}),
    (
        "SGD",
        {"kind": "sgd", "learning_rate": 0.1, "momentum": 0.9, "nesterov": True},
        {"lr": 0.1, "momentum": 0.9, "nesterov": True},
    ),
    ("RMSprop", {"kind": "rmsprop", "learning_rate": 0.01}, {"lr": 0.01}),
    ("Adam", {"kind": "adam", "learning_rate": 0.01}, {"lr": 0.01}),
]


@pytest.mark.parametrize(("name", "data", "theirs"), TORCH_OPTIMISERS)
def test_ten_steps_agree_with_pytorch(name, data, theirs):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: parity is not checked")
    x, y = points()
    model = stack(Linear(5), Tanh(), Linear(1))
    peer = torch.nn.Sequential(torch.nn.Linear(2, 5), torch.nn.Tanh(), torch.nn.Linear(5, 1))
    with torch.no_grad():
        for layer, other in ((model.layers[0], peer[0]), (model.layers[2], peer[2])):
            other.weight.copy_(torch.from_numpy(layer.params["weights"].T.copy()))
            other.bias.copy_(torch.from_numpy(layer.params["bias"].copy()))
    ours, optimiser = make(Optimiser, data), getattr(torch.optim, name)(peer.parameters(), **theirs)
    for _ in range(10):
        value, dz = MSE().value_and_gradient(model.forward(x, training=True), y)
        model.backward(dz)
        ours.update(model.theta, model.dtheta)
        optimiser.zero_grad()
        their_value = torch.nn.functional.mse_loss(peer(torch.from_numpy(x)), torch.from_numpy(y))
        their_value.backward()
        optimiser.step()
        assert value == pytest.approx(their_value.item(), rel=1e-5)
    np.testing.assert_allclose(model.layers[0].params["weights"], peer[0].weight.detach().numpy().T, atol=1e-5)
