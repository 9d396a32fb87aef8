"""The order of arrays inside a network, and who may write over what: results depend on neither."""

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import Sequential, trace
from nn.buffers import samples_first, samples_last
from nn.layers import AveragePool1D, AveragePool2D, Conv2D, Flatten, LeakyReLU, Linear, MaxPool1D, MaxPool2D, ReLU, Tanh
from nn.module import Module
from nn.registry import copy_of, make
from tests.nn.test_modules import EVERY, built, inputs, stacks

RNG = np.random.default_rng(6)


def passes(layers, shape, x, dz=None):
    """What a network gives, and its gradients by the input and by the parameters; always with the same numbers."""
    model = Sequential([copy_of(layer) for layer in layers])
    model.build(shape, np.random.default_rng(0))
    y = model.forward(x, training=True)
    dz = np.random.default_rng(5).normal(size=y.shape).astype(np.float32) if dz is None else dz
    assert model.predict(x).shape == y.shape
    return y.copy(), model.backward(dz, input_gradient=True).copy(), model.dtheta.copy()


@pytest.mark.parametrize("shape", [(5,), (4, 3), (5, 4, 2)])
def test_samples_last_and_first_are_views_of_the_same_numbers(shape):
    x = RNG.normal(size=(7, *shape))
    values = samples_last(x)
    assert values.shape == (*shape, 7)
    assert np.shares_memory(values, x)
    np.testing.assert_array_equal(values[..., 3], x[3])
    np.testing.assert_array_equal(samples_first(values), x)


def test_a_linear_layer_by_hand():
    # two samples in columns: y = Wᵀ x + b
    layer = Sequential([Linear(2)]).build((3,), None, np.float64).layers[0]
    layer.params["weights"][...] = [[1, 2], [3, 4], [5, 6]]
    layer.params["bias"][...] = [10, 20]
    layer.prepare(2)
    assert layer.forward(np.array([[1.0, 0], [0, 1], [1, -1]])).tolist() == [[16, 8], [28, 18]]
    dx = layer.backward(np.array([[1.0, 0], [0, 1]]))
    assert layer.grads["weights"].tolist() == [[1, 0], [0, 1], [1, -1]]
    assert layer.grads["bias"].tolist() == [1, 1]
    assert dx.tolist() == [[1, 2], [3, 4], [5, 6]]


@EVERY
def test_a_modules_own_passes_take_and_give_samples_last(kind, example, shape):
    model = built(kind, example, shape)
    (layer,) = model.layers
    layer.prepare(3)
    y = layer.forward(samples_last(inputs(shape, 3)))
    assert y.shape == (*model.output_shape, 3)
    assert layer.backward(np.ones_like(y)).shape == (*shape, 3)


@EVERY
def test_a_module_predicts_as_its_network_does_and_keeps_nothing(kind, example, shape):
    model = built(kind, example, shape)
    (layer,) = model.layers
    before = dict(vars(layer))
    x = inputs(shape, 3)
    x.setflags(write=False)
    np.testing.assert_array_equal(layer.predict(x), model.predict(x))
    assert vars(layer) == before


def require_same_where_nothing_is_written_over(layers, shape, count):
    x = inputs(shape, count)
    x.setflags(write=False)
    usual = passes(layers, shape, x)
    with pytest.MonkeyPatch.context() as patch:
        prepare = Module.prepare
        patch.setattr(Module, "prepare", lambda layer, count, _owns_x=False: prepare(layer, count))
        patch.setattr("nn.sequential.by_fewest_values", lambda layers: layers)
        careful = passes(layers, shape, x)
    for found, expected in zip(usual, careful, strict=True):
        np.testing.assert_array_equal(found, expected)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(stacks(), st.integers(2, 3))
def test_stacks_give_the_same_where_nothing_is_written_over(stack, count):
    require_same_where_nothing_is_written_over(*stack, count)


WRITERS = [ReLU(), LeakyReLU(), MaxPool1D(1), MaxPool1D(2), AveragePool1D(2), MaxPool2D(2), AveragePool2D(1)]


@EVERY
@pytest.mark.parametrize("writer", WRITERS, ids=repr)
def test_no_module_needs_what_the_one_behind_writes_over(kind, example, shape, writer):
    layers = [make(Module, {"kind": kind, **example}), writer]
    if all(row.error is None for row in trace(layers, shape)):
        require_same_where_nothing_is_written_over(layers, shape, 3)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(stacks(), st.integers(2, 3))
def test_stacks_write_into_nothing_that_they_are_given(stack, count):
    layers, shape = stack
    model = Sequential(layers).build(shape, np.random.default_rng(0))
    x = inputs(shape, count)
    dz = np.ones((count, *model.output_shape), np.float32)
    for given_array in (x, dz):
        given_array.setflags(write=False)
    for _ in range(2):
        model.forward(x, training=True)
        model.predict(x)
        model.backward(dz, input_gradient=True)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(stacks(), st.integers(2, 3))
def test_predictions_in_between_leave_stacks_as_they_are(stack, count):
    layers, shape = stack
    found = []
    for disturbed in (False, True):
        model = Sequential([copy_of(layer) for layer in layers])
        model.build(shape, np.random.default_rng(0))
        x = inputs(shape, count)
        y = model.forward(x, training=True)
        if disturbed:
            model.predict(3 * inputs(shape, count + 2))
            model.predict(3 * x)
        found.append((model.backward(np.ones_like(y), input_gradient=True).copy(), model.dtheta.copy()))
    for first, second in zip(*found, strict=True):
        np.testing.assert_array_equal(first, second)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(stacks())
def test_the_order_of_the_samples_in_memory_changes_nothing(stack):
    layers, shape = stack
    x = inputs(shape, 3)
    usual = passes(layers, shape, x)
    other = passes(layers, shape, np.asfortranarray(x))
    for found, expected in zip(other, usual, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_a_rectifier_computes_behind_the_maxima_and_passes_the_same_gradient(monkeypatch):
    layers = [Conv2D(4), ReLU(), MaxPool2D(2), Flatten(), Linear(3)]
    model = Sequential(layers).build((9, 9, 2), np.random.default_rng(0))
    assert [layer.kind for layer in model._body[:3]] == ["conv2d", "max_pool2d", "relu"]
    assert [layer.kind for layer in model.layers[:3]] == ["conv2d", "relu", "max_pool2d"]
    # where all of a window are below zero, and where they tie, too
    x = np.round(2 * RNG.normal(size=(20, 9, 9, 2))).astype(np.float32)
    usual = passes(layers, (9, 9, 2), x)
    monkeypatch.setattr("nn.sequential.by_fewest_values", lambda layers: layers)
    for found, expected in zip(usual, passes(layers, (9, 9, 2), x), strict=True):
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("layers", [[Linear(2)], [Tanh()], [Flatten()], []])
def test_one_forward_is_for_one_backward(layers):
    model = Sequential(layers).build((3,), np.random.default_rng(0))
    y = model.forward(np.ones((2, 3), np.float32), training=True)
    model.forward(np.ones((2, 3), np.float32))
    model.backward(np.ones_like(y))
    with pytest.raises(RuntimeError, match=r"forward\(x, training=True\) again"):
        model.backward(np.ones_like(y))


def test_another_batch_size_takes_no_more_memory_than_the_largest():
    layer = Sequential([Linear(2)]).build((3,), np.random.default_rng(0)).layers[0]
    layer.prepare(5)
    memory = layer.y
    for count in (2, 5, 3):
        layer.prepare(count)
        assert layer.y.shape == (2, count)
        assert layer.y.flags.c_contiguous
        assert np.shares_memory(layer.y, memory)
    layer.prepare(6)
    assert not np.shares_memory(layer.y, memory)


@EVERY
def test_of_no_samples_there_are_no_predictions(kind, example, shape):
    model = built(kind, example, shape)
    assert model.forward(inputs(shape, 0)).shape == (0, *model.output_shape)
    assert model.layers[0].predict(inputs(shape, 0)).shape == (0, *model.output_shape)


def test_a_module_for_predictions_writes_into_memory_of_its_own():
    layer = Sequential([Tanh()]).build((3,), np.random.default_rng(0)).layers[0]
    layer.prepare(2)
    kept = layer.forward(np.ones((3, 2), np.float32)).copy()
    other = layer.for_prediction((3,))
    other.prepare(2)
    other.training = True
    other.forward(np.zeros((3, 2), np.float32))
    np.testing.assert_array_equal(layer.y, kept)


@pytest.mark.parametrize("x", [np.array([[0, 1], [2, -3]]), np.array([[0.0, 1], [2, -3]])])
def test_a_module_predicts_for_numbers_of_any_type(x):
    expected = np.tanh(x.astype(np.float64))
    np.testing.assert_allclose(Tanh().predict(x), expected)
    model = Sequential([Tanh(), Linear(2)]).build((2,), np.random.default_rng(0))
    assert model.layers[1].predict(model.layers[0].predict(x)).dtype == np.float32
    assert model.layers[1].predict(x).dtype == np.float32
