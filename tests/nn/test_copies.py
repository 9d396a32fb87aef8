"""Copies of networks, and modules that stand in one place alone."""

import copy
import pickle

import numpy as np
import pytest

from nn import Sequential, Trainer
from nn.layers import BatchNorm, Dropout, Linear, ReLU, Sigmoid, Tanh
from nn.losses import BCE, MSE
from nn.module import Module
from nn.optimisers import SGD

X = np.random.default_rng(4).normal(size=(30, 3)).astype(np.float32)
Y = (X[:, :1] > 0).astype(np.float32)
COPIES = {"deepcopy": copy.deepcopy, "pickle": lambda value: pickle.loads(pickle.dumps(value))}


def network():
    layers = [Linear(5), BatchNorm(), Dropout(0.3), Tanh(), Linear(1)]
    return Sequential(layers).build((3,), np.random.default_rng(0))


def steps(model, loss, count=5):
    trainer = Trainer(model, loss, SGD(), X, Y, batch_size=10, rng=np.random.default_rng(1))
    return [trainer.step().loss for _ in range(count)]


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_a_copy_learns_as_its_original_does_and_neither_moves_the_other(copied):
    original = network()
    steps(original, BCE())
    twin = copied(original)
    np.testing.assert_array_equal(twin.predict(X), original.predict(X))
    before = original.theta.copy()
    losses = steps(twin, BCE())
    np.testing.assert_array_equal(original.theta, before)
    assert steps(original, BCE()) == losses
    np.testing.assert_array_equal(twin.theta, original.theta)
    assert np.abs(twin.theta - before).max() > 0
    for layer in twin.layers:
        assert all(np.shares_memory(values, twin.theta) for values in layer.params.values())
        assert all(np.shares_memory(values, twin.dtheta) for values in layer.grads.values())


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_a_copy_predicts_with_the_activation_that_the_loss_owns(copied):
    model = Sequential([Linear(1), Sigmoid()]).build((3,), np.random.default_rng(0))
    steps(model, BCE())
    np.testing.assert_array_equal(copied(model).predict(X), model.predict(X))
    np.testing.assert_array_equal(copied(model).forward(X), model.forward(X))


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_a_network_that_is_not_built_yet_can_be_copied_and_built(copied):
    model = Sequential([Linear(2, bias=False), ReLU()])
    twin = copied(model)
    for each in (model, twin):
        each.build((3,), np.random.default_rng(0))
    np.testing.assert_array_equal(twin.theta, model.theta)


@pytest.mark.parametrize("kind", Module.kinds())
@pytest.mark.parametrize("copied", [*COPIES.values(), copy.copy], ids=[*COPIES, "copy"])
def test_a_copied_module_has_the_same_settings_and_is_free_for_another_network(kind, copied):
    cls = Module.kinds()[kind]
    for settings, shape in cls.examples:
        layer = cls(**settings)
        Sequential([layer]).build(shape, np.random.default_rng(0))
        twin = copied(layer)
        assert type(twin) is cls
        assert all(getattr(twin, name) == getattr(layer, name) for name in settings)
        Sequential([twin]).build(shape, np.random.default_rng(0))


def test_a_module_twice_in_a_stack_is_refused_in_words():
    shared = Linear(3)
    with pytest.raises(ValueError, match=r"Rows 1 and 3 are the same Linear.*make another for row 3"):
        Sequential([shared, Tanh(), shared])
    tanh = Tanh()
    with pytest.raises(ValueError, match="Rows 2 and 4 are the same Tanh"):
        Sequential([Linear(3), tanh, Linear(3), tanh])


def test_a_module_of_another_network_is_refused_in_words_and_stays_there():
    shared = Linear(3)
    model = Sequential([shared]).build((3,), np.random.default_rng(0))
    before = model.predict(X)
    with pytest.raises(ValueError, match="Row 2, Linear, is part of another network already"):
        Sequential([Tanh(), shared]).build((3,), np.random.default_rng(1))
    with pytest.raises(ValueError, match="part of another network"):
        copy.copy(model)
    np.testing.assert_array_equal(model.predict(X), before)
    assert shared.params["weights"].base is not None
    assert np.shares_memory(shared.params["weights"], model.theta)


def test_a_network_may_be_built_again_for_other_samples():
    model = Sequential([Linear(1)]).build((5,), np.random.default_rng(0))
    model.build((3,), np.random.default_rng(0))
    assert steps(model, MSE(), count=1)


@pytest.mark.parametrize(
    "kind", [np.random.PCG64, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64, np.random.MT19937]
)
@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_networks_of_any_generator_are_copied_and_resumed(kind, copied):
    layers = [Linear(5), Dropout(0.3), Linear(1)]
    model = Sequential(layers).build((3,), np.random.Generator(kind(0)))
    trainers = [
        Trainer(each, BCE(), SGD(), X, Y, batch_size=10, rng=np.random.Generator(kind(1)))
        for each in (model, copied(model))
    ]
    assert trainers[0].step() == trainers[1].step()
    elsewhere = Trainer(
        Sequential(copy.deepcopy(layers)).build((3,), np.random.default_rng(5)),
        BCE(),
        SGD(),
        X,
        Y,
        batch_size=10,
        rng=np.random.default_rng(6),
    )
    elsewhere.restore(trainers[0].state())
    assert [elsewhere.step() for _ in range(5)] == [trainers[0].step() for _ in range(5)]


class Named(Sequential):
    """A network with a name of somebody's own."""

    def __init__(self, layers, name):
        super().__init__(layers)
        self.name = name


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_what_a_subclass_adds_is_copied(copied):
    model = Named([Linear(2)], "mine").build((3,), np.random.default_rng(0))
    model.note = [1, 2]
    twin = copied(model)
    assert (type(twin), twin.name, twin.note) == (Named, "mine", [1, 2])
    np.testing.assert_array_equal(twin.predict(X), model.predict(X))


def test_the_modules_of_a_network_cannot_be_exchanged_behind_its_back():
    model = Sequential([Linear(3), Tanh(), Linear(3)])
    with pytest.raises(TypeError):
        model.layers[2] = model.layers[0]
