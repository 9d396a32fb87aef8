"""Batch normalisation: what it makes of a batch, and running statistics that only forward in training moves."""

import io
import subprocess
import sys

import numpy as np
import pytest

from nn import Penalty, Sequential, Trainer, train
from nn.layers import BatchNorm, Conv2D, Flatten, Linear, ReLU
from nn.losses import BCE, MSE
from nn.module import BatchError
from nn.optimiser import Optimiser
from nn.optimisers import SGD
from nn.registry import make
from nn.storage import load, save

RNG = np.random.default_rng(8)
X = (3 + 2 * RNG.normal(size=(40, 6, 6, 1))).astype(np.float32)
Y = RNG.normal(size=(40, 2)).astype(np.float32)


def network():
    layers = [Conv2D(3), BatchNorm(momentum=0.5), ReLU(), Flatten(), Linear(2)]
    return Sequential(layers).build((6, 6, 1), np.random.default_rng(0))


def trained(optimiser=None, updates=20):
    trainer = Trainer(network(), MSE(), optimiser or SGD(), X, Y, batch_size=10, rng=np.random.default_rng(1))
    for _ in range(updates):
        trainer.step()
    return trainer


@pytest.mark.parametrize("shape", [(5,), (4, 3), (3, 4, 2)])
def test_every_channel_of_a_batch_has_mean_0_and_variance_1(shape):
    model = Sequential([BatchNorm()]).build(shape, np.random.default_rng(0))
    y = model.forward(7 + 3 * np.random.default_rng(1).normal(size=(50, *shape)).astype(np.float32), training=True)
    axes = tuple(range(y.ndim - 1))
    np.testing.assert_allclose(y.mean(axis=axes), 0, atol=1e-5)
    np.testing.assert_allclose(y.var(axis=axes), 1, atol=1e-3)


def test_predictions_use_statistics_that_come_near_those_of_the_batches():
    model = Sequential([BatchNorm(momentum=0.5)]).build((6, 6, 1), np.random.default_rng(0))
    for _ in range(30):
        y = model.forward(X, training=True)
    np.testing.assert_allclose(model.predict(X), y, atol=0.01)
    np.testing.assert_allclose(model.predict(X[:1]), model.predict(X)[:1], rtol=1e-6)


@pytest.mark.parametrize("kind", list(Optimiser.kinds()))
def test_no_optimiser_and_no_penalty_moves_the_running_statistics(kind):
    data = {"kind": kind, **({"momentum": 0.9, "nesterov": True} if kind == "sgd" else {})}
    optimiser, trainer = make(Optimiser, data), trained(make(Optimiser, data))
    model = trainer.model
    norm = model.layers[1]
    before = {name: norm.params[name].copy() for name in ("scale", "mean", "variance")}
    _, dz = MSE().value_and_gradient(model.forward(X, training=True), Y)
    model.backward(dz)
    moved = {name: norm.params[name].copy() for name in before}
    optimiser.serve(model.mark, model.weights)
    for each in (optimiser, trainer.optimiser):
        Penalty(l1=0.1, l2=0.1).add_gradient(model.theta, model.dtheta, model.weights)
        each.update(model.theta, model.dtheta)
    for name in ("mean", "variance"):
        assert (moved[name] != before[name]).all(), "forward in training does"
        np.testing.assert_array_equal(norm.params[name], moved[name])
    assert (norm.params["scale"] != moved["scale"]).any()


def test_theta_alone_predicts_the_same_in_another_process_and_from_a_file(tmp_path):
    model = trained().model
    expected = model.predict(X)
    assert (expected != network().predict(X)).any()
    rebuilt = network()
    rebuilt.theta[...] = model.theta
    np.testing.assert_array_equal(rebuilt.predict(X), expected)
    file = io.BytesIO()
    save(model, file)
    np.testing.assert_array_equal(load(file).predict(X), expected)
    path = tmp_path / "network.npz"
    path.write_bytes(file.getvalue())
    np.save(tmp_path / "x.npy", X)
    code = (
        "import sys, numpy as np; from pathlib import Path; from nn.storage import load; "
        "np.save(sys.argv[3], load(Path(sys.argv[1])).predict(np.load(sys.argv[2])))"
    )
    arguments = [str(path), str(tmp_path / "x.npy"), str(tmp_path / "y.npy")]
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)
    np.testing.assert_array_equal(np.load(tmp_path / "y.npy"), expected)


def test_a_stored_state_resumes_bit_for_bit():
    whole, resumed = trained(updates=7), trained(updates=3)
    resumed.restore(whole.state())
    for _ in range(9):
        assert whole.step() == resumed.step()
    np.testing.assert_array_equal(whole.model.theta, resumed.model.theta)


def test_statistics_that_no_batch_can_have_do_not_break_a_prediction():
    model = Sequential([BatchNorm()]).build((3,), np.random.default_rng(0))
    model.layers[0].params["variance"][...] = -1
    assert np.isfinite(model.predict(np.ones((2, 3), np.float32))).all()


@pytest.mark.parametrize("shape", [(5,), (1, 5), (1, 1, 5)])
def test_one_value_a_channel_is_refused_in_training_and_leaves_the_running_statistics(shape):
    model = Sequential([BatchNorm()]).build(shape, np.random.default_rng(0))
    before = model.theta.copy()
    with pytest.raises(BatchError, match=r"BatchNorm needs at least 2 samples in every update; here it gets 1\."):
        model.forward(np.ones((1, *shape), np.float32), training=True)
    np.testing.assert_array_equal(model.theta, before)
    assert model.predict(np.ones((1, *shape), np.float32)).shape == (1, *shape)


@pytest.mark.parametrize("batch_size", [1, None])
def test_training_on_batches_of_one_is_refused_before_the_first_update(batch_size):
    count = 1 if batch_size is None else 40
    model = Sequential([Flatten(), Linear(3), BatchNorm(), Linear(2)]).build((6, 6, 1), np.random.default_rng(0))
    with pytest.raises(BatchError, match="Take a larger batch size, or take BatchNorm out"):
        Trainer(model, MSE(), SGD(), X[:count], Y[:count], batch_size=batch_size, rng=np.random.default_rng(1))
    trainer = Trainer(model, MSE(), SGD(), X, Y, batch_size=8, rng=np.random.default_rng(1))
    with pytest.raises(BatchError, match="at least 2"):
        trainer.batch_size = 1
    assert trainer.batch_size == 8
    trainer.step()


def test_batches_of_one_image_are_trained_on_as_they_have_many_values_a_channel():
    trainer = Trainer(network(), MSE(), SGD(), X, Y, batch_size=1, rng=np.random.default_rng(1))
    assert trainer.step().epoch_ended is False
    assert trainer.model.least_samples == 1


@pytest.mark.parametrize(
    ("count", "batch_size", "sizes"), [(31, 10, [10, 10, 11]), (32, 10, [10, 10, 10, 2]), (3, 2, [3])]
)
def test_a_sample_left_over_joins_the_batch_before_it(count, batch_size, sizes):
    seen = []

    def noted(x, y, _rng):
        seen.append(x[:, 0, 0, 0].tolist())
        return x, y

    model = Sequential([Flatten(), Linear(3), BatchNorm(), Linear(2)]).build((6, 6, 1), np.random.default_rng(0))
    trainer = Trainer(
        model,
        MSE(),
        SGD(),
        X[:count],
        Y[:count],
        batch_size=batch_size,
        rng=np.random.default_rng(1),
        augment=noted,
    )
    seen.clear()  # one sample is tried when the trainer is made
    ends = [trainer.step().epoch_ended for _ in sizes]
    assert [len(batch) for batch in seen] == sizes
    assert ends == [False] * (len(sizes) - 1) + [True]
    assert sorted(value for batch in seen for value in batch) == sorted(X[:count, 0, 0, 0].tolist())


def test_a_sample_left_over_does_not_spoil_the_predictions():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(551, 2)).astype(np.float32)
    y = (x[:, :1] * x[:, 1:] > 0).astype(np.float32)
    model = Sequential([Linear(16), BatchNorm(momentum=0.5), ReLU(), Linear(1)]).build((2,), rng)
    for _progress in train(model, BCE(), SGD(learning_rate=0.5), x, y, batch_size=50, epochs=40, rng=rng):
        pass
    assert ((model.predict(x) > 0.5) == y).mean() > 0.93


def test_the_running_variance_is_the_unbiased_one():
    model = Sequential([BatchNorm(momentum=0.0)]).build((1,), np.random.default_rng(0))
    model.forward(np.array([[1], [2], [6]], np.float32), training=True)
    # mean 3; squared distances 4, 1 and 9, over 3 - 1
    np.testing.assert_allclose(model.layers[0].params["mean"], [3])
    np.testing.assert_allclose(model.layers[0].params["variance"], [7])
