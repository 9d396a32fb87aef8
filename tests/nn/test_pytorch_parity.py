"""Values, gradients and updates beside PyTorch's, where that is installed."""

import numpy as np
import pytest

from nn import Penalty, Sequential
from nn.layers import Linear, Tanh
from nn.loss import Loss
from nn.losses import MSE
from nn.module import Module
from nn.optimiser import Optimiser
from nn.registry import make

torch = pytest.importorskip("torch", reason="PyTorch is not installed: parity with it is not checked")

from benchmarks import pytorch  # noqa: E402  it imports torch
from benchmarks.cases import CASES  # noqa: E402

LOSSES = [
    pytest.param(kind, example, id=f"{kind}-{number}")
    for kind in pytorch.LOSSES
    for number, example in enumerate(Loss.kinds()[kind].examples)
]
MODULES = [
    pytest.param(kind, example, shape, id=f"{kind}-{number}")
    for kind in pytorch.PEERS
    if kind != "flatten"  # theirs reads channel by channel, which `counterparts` makes up for
    for number, (example, shape) in enumerate(Module.kinds()[kind].examples)
]
DECAY = 0.05


def rng():
    return np.random.default_rng(6)


def close(ours, theirs):
    theirs = theirs.detach().numpy() if isinstance(theirs, torch.Tensor) else theirs
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)


def compare_loss(kind, z, y):
    value, gradient = make(Loss, {"kind": kind}).value_and_gradient(z, y)
    theirs = torch.from_numpy(z).requires_grad_()
    their_value = pytorch.LOSSES[kind]()(theirs, torch.from_numpy(y))
    their_value.backward()
    close(value, their_value.item())
    close(gradient, theirs.grad)


@pytest.mark.parametrize(("kind", "example"), LOSSES)
def test_losses_agree_on_their_examples(kind, example):
    y = np.array(example.y)
    compare_loss(kind, np.array(example.z, np.float32), y if y.dtype.kind == "i" else y.astype(np.float32))


@pytest.mark.parametrize("kind", pytorch.LOSSES)
@pytest.mark.parametrize("scale", [0.1, 1, 30])
def test_losses_agree_on_random_outputs(kind, scale):
    z = (scale * rng().normal(size=(20, 5))).astype(np.float32)
    classes = rng().integers(0, 5, 20)
    compare_loss(kind, z, np.eye(5, dtype=np.float32)[classes])
    if kind == "cross_entropy":
        compare_loss(kind, z, classes)


SIDES = [(1, 1), (4, 4), (5, 7), (8, 3)]
GRID = [
    *(
        pytest.param(kind, {"kernel": kernel, "stride": stride, "padding": padding, "channels": 3}, (*side, 2))
        for kind, axes in (("conv1d", 1), ("conv2d", 2))
        for kernel in (1, 2, 3, 5)
        for stride in (1, 2, 3)
        for padding in ("valid", "same")
        for side in dict.fromkeys(side[:axes] for side in SIDES)
        if padding == "same" or min(side) >= kernel
    ),
    *(
        pytest.param(f"{kind}_pool{axes}d", {"size": size, "stride": stride, "padding": padding}, (*side, 2))
        for kind in ("max", "average")
        for axes in (1, 2)
        for size in (1, 2, 3)
        for stride in (0, 1, 2, 3)
        for padding in ("valid", "same")
        for side in dict.fromkeys(side[:axes] for side in SIDES)
        if padding == "same" or min(side) >= size
    ),
]


@pytest.mark.parametrize(("kind", "example", "shape"), MODULES + GRID)
def test_modules_agree_forward_and_backward(kind, example, shape):
    model = Sequential([make(Module, {"kind": kind, **example})]).build(shape, np.random.default_rng(1))
    peer = pytorch.network(model)
    x, dy = (rng().normal(size=(6, *size)).astype(np.float32) for size in (shape, model.output_shape))
    if "pool" in kind:
        x = x.round()  # many ties, of which the first wins
    theirs = torch.from_numpy(pytorch.their_axes(x)).requires_grad_()
    y, their_y = model.forward(x, training=True), peer(theirs)
    close(pytorch.their_axes(y), their_y)
    dx = model.backward(dy, input_gradient=True)
    their_y.backward(torch.from_numpy(pytorch.their_axes(dy)))
    close(pytorch.their_axes(dx), theirs.grad)
    compare_gradients(model, peer)
    # predictions, and where there are running statistics those that the batch left behind
    for ours, their in pytorch.counterparts(model.layers, peer):
        close(ours, their)
    close(pytorch.their_axes(model.predict(x)), peer.eval()(theirs))


def compare_gradients(model, peer):
    for ours, theirs in pytorch.counterparts(model.layers, peer, "grads"):
        if theirs.requires_grad:
            close(ours, theirs.grad)
        else:
            assert not ours.any(), "running statistics have no gradient"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.batch_size}")
def test_benchmarked_networks_agree(case):
    model = case.model()
    peer = pytorch.network(model)
    x, y = case.samples(case.batch_size)
    value, dz = case.loss.value_and_gradient(model.forward(x, training=True), y)
    model.backward(dz)
    their_value = pytorch.LOSSES[case.loss.kind]()(peer(torch.from_numpy(pytorch.their_axes(x))), torch.from_numpy(y))
    their_value.backward()
    close(value, their_value.item())
    compare_gradients(model, peer)


OPTIMISERS = [
    ("SGD", {"kind": "sgd", "learning_rate": 0.1}, {"lr": 0.1}),
    ("SGD", {"kind": "sgd", "learning_rate": 0.1, "momentum": 0.9}, {"lr": 0.1, "momentum": 0.9}),
    (
        "SGD",
        {"kind": "sgd", "learning_rate": 0.1, "momentum": 0.9, "nesterov": True},
        {"lr": 0.1, "momentum": 0.9, "nesterov": True},
    ),
    ("RMSprop", {"kind": "rmsprop", "learning_rate": 0.01}, {"lr": 0.01, "alpha": 0.99}),
    ("Adam", {"kind": "adam", "learning_rate": 0.01}, {"lr": 0.01}),
]


@pytest.mark.parametrize("decay", [0.0, DECAY], ids=["plain", "l2"])
@pytest.mark.parametrize(("name", "data", "theirs"), OPTIMISERS)
def test_ten_steps_agree_and_l2_is_weight_decay_that_spares_biases(name, data, theirs, decay):
    x = rng().normal(size=(50, 2)).astype(np.float32)
    y = (x[:, :1] * x[:, 1:] > 0).astype(np.float32)
    model = Sequential([Linear(5), Tanh(), Linear(1)]).build((2,), np.random.default_rng(0))
    peer = pytorch.network(model)
    ours, loss, penalty = make(Optimiser, data), MSE(), Penalty(l2=decay)
    groups = [
        {"params": [p for p in peer.parameters() if p.ndim > 1], "weight_decay": decay},
        {"params": [p for p in peer.parameters() if p.ndim == 1], "weight_decay": 0.0},
    ]
    optimiser = getattr(torch.optim, name)(groups, **theirs)
    for _ in range(10):
        value, dz = loss.value_and_gradient(model.forward(x, training=True), y)
        model.backward(dz)
        penalty.add_gradient(model.theta, model.dtheta, model.weights)
        ours.update(model.theta, model.dtheta)
        optimiser.zero_grad()
        their_value = torch.nn.functional.mse_loss(peer(torch.from_numpy(x)), torch.from_numpy(y))
        their_value.backward()
        optimiser.step()
        close(value, their_value.item())
    for layer, other in ((model.layers[0], peer[0]), (model.layers[2], peer[2])):
        close(layer.params["weights"].T, other.weight)
        close(layer.params["bias"], other.bias)
