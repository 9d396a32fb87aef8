"""Batch normalisation: what it makes of a batch, and running statistics that only forward in training moves."""

import io
import subprocess
import sys

import numpy as np
import pytest

from nn import Penalty, Sequential, Trainer
from nn.layers import BatchNorm, Conv2D, Flatten, Linear, ReLU
from nn.losses import MSE
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
    y = model.forward(7 + 3 * RNG.normal(size=(50, *shape)).astype(np.float32), training=True)
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
