"""Residual rows: what they add, who may write over it, what is refused, and what they are for."""

import copy
import io
import pickle

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import Sequential, Trainer, gradient_check, trace
from nn.layers import (
    BatchNorm,
    Conv1D,
    Conv2D,
    Dropout,
    Flatten,
    GlobalAveragePool,
    LeakyReLU,
    Linear,
    MaxPool2D,
    ReLU,
    Reshape,
    Residual,
    Sigmoid,
    Softmax,
    Tanh,
)
from nn.losses import BCE, MSE, CrossEntropy
from nn.module import Module, ShapeError
from nn.optimisers import SGD
from nn.passes import outputs_in_turn
from nn.registry import copy_of, data_of, make
from nn.storage import load, load_training, save, save_training
from tests.nn.test_layout import require_same_where_nothing_is_written_over
from tests.nn.test_modules import distinct, inputs

FLAT = [Linear(3), Tanh(), ReLU(), LeakyReLU(), BatchNorm(), Dropout(0.4), Flatten()]
IMAGES = [Conv2D(2, kernel=3, padding="same"), MaxPool2D(2, stride=1, padding="same"), Tanh(), ReLU(), BatchNorm()]
ROWS = [Residual(rows) for rows in range(1, 6)]


@st.composite
def connected(draw):
    """Modules that keep the shape, with residual rows anywhere among them, and the shape."""
    kinds, shape = draw(st.sampled_from([(FLAT, (3,)), (IMAGES, (3, 2, 2))]))
    layers = []
    for layer in draw(st.lists(st.sampled_from([*kinds, *ROWS]), max_size=9)):
        if not isinstance(layer, Residual) or layer.rows <= len(layers):
            layers.append(copy_of(layer))
    return [*layers, Residual(draw(st.integers(1, len(layers))))] if layers else [Tanh(), Residual(1)], shape


@settings(deadline=None, max_examples=80, derandomize=True)
@given(connected(), st.integers(2, 3))
def test_gradients_agree_with_central_differences(stack, count):
    layers, shape = stack
    model = Sequential(layers).build(shape, np.random.default_rng(0), np.float64)
    model.theta[...] = np.random.default_rng(4).normal(size=model.count)
    y = np.random.default_rng(3).normal(size=(count, *model.output_shape))
    check = gradient_check(model, MSE(), distinct(shape, count), y)
    assert check.parameters < 1e-6
    assert check.input < 1e-6


@settings(deadline=None, max_examples=150, derandomize=True)
@given(connected(), st.integers(2, 3))
def test_nobody_writes_over_what_is_still_to_be_added(stack, count):
    require_same_where_nothing_is_written_over(*stack, count)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(connected(), st.integers(1, 3))
def test_outputs_in_turn_end_in_what_the_network_gives(stack, count):
    layers, shape = stack
    model = Sequential(layers).build(shape, np.random.default_rng(0))
    x = inputs(shape, count)
    outputs = list(outputs_in_turn(model.layers, x))
    np.testing.assert_allclose(outputs[-1], model.predict(x), rtol=1e-5, atol=1e-6)
    for place, layer in enumerate(model.layers):
        if isinstance(layer, Residual):
            before = [x, *outputs]
            np.testing.assert_array_equal(outputs[place], before[place] + before[place - layer.rows])


def test_a_rectifier_that_is_added_computes_before_the_pool_behind_it():
    layers = [Conv2D(2, kernel=1), ReLU(), MaxPool2D(2, stride=1, padding="same"), Residual(1)]
    model = Sequential(layers).build((3, 3, 1), np.random.default_rng(0))
    x = inputs((3, 3, 1), 5)
    _, rectified, pooled, _ = outputs_in_turn(model.layers, x)
    np.testing.assert_allclose(model.predict(x), rectified + pooled, rtol=1e-6)
    require_same_where_nothing_is_written_over(layers, (3, 3, 1), 5)


def test_in_prediction_dropout_adds_the_row_to_itself_and_batch_norm_keeps_its_statistics():
    model = Sequential([Linear(3), BatchNorm(), Dropout(0.5), Residual(2)]).build((2,), np.random.default_rng(0))
    x = inputs((2,), 6)
    before = model.predict(x)
    given_out = model.forward(x, training=True)
    assert (given_out != before).any()
    linear, normal, *_ = outputs_in_turn(model.layers, x)
    np.testing.assert_allclose(model.predict(x), linear + normal, rtol=1e-6)
    np.testing.assert_allclose(np.concatenate([model.predict(each) for each in np.split(x, 6)]), model.predict(x))


def test_of_no_samples_nothing_is_added_and_one_is_enough():
    model = Sequential([Tanh(), Residual(1)]).build((3,), np.random.default_rng(0))
    assert model.forward(np.empty((0, 3), np.float32)).shape == (0, 3)
    x = np.array([[0.5, -1, 2]], np.float32)
    np.testing.assert_allclose(model.forward(x, training=True), np.tanh(x) + x, rtol=1e-6)
    np.testing.assert_allclose(model.backward(np.ones_like(x), input_gradient=True), 2 - np.tanh(x) ** 2, rtol=1e-6)


def test_a_row_alone_does_not_know_what_to_add_and_says_so():
    model = Sequential([Tanh(), Residual(1)]).build((3,), np.random.default_rng(0))
    model.forward(inputs((3,)), training=True)
    with pytest.raises(RuntimeError, match="known to its network alone: ask the network's forward or predict"):
        model.layers[1].predict(inputs((3,)))


def test_no_more_memory_is_taken_than_is_traced():
    layers = [Linear(4), Tanh(), Linear(4), Residual(2), Tanh(), Residual(1)]
    model = Sequential(layers).build((3,), np.random.default_rng(0))
    for count in (3, 5, 2):
        model.backward(np.ones_like(model.forward(inputs((3,), count), training=True)), input_gradient=True)
    for layer, row in zip(layers, trace(layers, (3,)), strict=True):
        taken = sum(block.size for block in layer.blocks.values())
        assert taken <= 5 * row.memory
        if isinstance(layer, Residual):
            assert taken == 5 * 4 * (1 if layer.rows == 2 else 2), (
                "the sum lies over a Linear's output, not over a Tanh's"
            )


REFUSED = [
    ([Residual()], (3,), "no row is above it", None),
    ([Linear(4), Residual(3)], (2,), "to skip 3 rows; only 1 above it", None),
    ([Linear(2), Tanh(), Residual(3)], (2,), "to skip 3 rows; only 2 above it", {"rows": 2}),
    ([Linear(4), Tanh(), Residual(3)], (2,), "to skip 3 rows; only 2 above it", {"rows": 1}),
    ([Linear(8), Tanh(), Linear(4), Residual(2)], (2,), "a list of 8 numbers, .* out, a list of 4 numbers; both", {}),
    ([Linear(8), Linear(1), Residual(1)], (2,), "a list of 8 numbers, to what comes out, a single number;", {}),
    ([Conv2D(3, kernel=3, padding="same"), Residual(1)], (5, 5, 2), "2 pictures of 5 × 5, to what comes out, 3", {}),
    ([Conv1D(3, kernel=3, padding="same"), ReLU(), Residual(2)], (5, 2), "to what comes out, 3", {}),
    ([Conv2D(2, kernel=3), Tanh(), Residual(2)], (5, 5, 2), "5 × 5, to what comes out, 2 pictures of", {"rows": 1}),
    ([Conv2D(2, kernel=1), Residual(1)], (2, 2, 300), "300 pictures of 2 × 2, to what comes out, 2", None),
    ([Conv2D(2, kernel=3), Residual(1)], (5, 5, 2), "5 × 5, to what comes out, 2 pictures of 3 × 3", None),
    ([Flatten(), Residual(1)], (2, 3), "3 signals of length 2, to what comes out, a list of 6", None),
    ([Flatten(), Reshape((3, 2)), Residual(2)], (2, 3), "3 signals of length 2, to what comes out, 2", None),
]  # fmt: skip


@pytest.mark.parametrize(("layers", "shape", "words", "own"), REFUSED)
def test_what_cannot_be_added_is_refused_in_words_with_what_would_fix_it(layers, shape, words, own):
    with pytest.raises(ShapeError, match=words) as caught:
        Sequential(copy.deepcopy(layers)).build(shape, None)
    *_, row = trace(layers, shape)
    assert row.error == str(caught.value)
    assert row.fix == caught.value.fix
    if own is None:
        assert row.fix is None
        return
    if own:
        assert (row.fix.kind, row.fix.own) == ("", own)
    inserted = [make(Module, {"kind": row.fix.kind, **row.fix.settings})] if row.fix.kind else []
    fixed = [*layers[:-1], *inserted, copy_of(layers[-1], **row.fix.own)]
    assert [each.error for each in trace(fixed, shape)] == [None] * len(fixed)
    if inserted:  # what is added is the row that was meant
        assert len(fixed) - 1 - fixed[-1].rows == len(layers) - 1 - layers[-1].rows


def test_rows_that_are_traced_know_what_they_go_around():
    rows = trace([Linear(2), Tanh(), Residual(2), Residual(9)], (2,))
    assert [row.skipped for row in rows] == [0, 0, 2, 0]
    assert [row.parameters for row in rows] == [6, 0, 0, 0]


X = np.random.default_rng(4).uniform(-1, 1, (200, 2)).astype(np.float32)
Y = (X[:, :1] * X[:, 1:] > 0).astype(np.float32)


def network():
    layers = [Linear(4), BatchNorm(), ReLU(), Dropout(0.2), Linear(4), Residual(4), Tanh(), Linear(1), Sigmoid()]
    return Sequential(layers).build((2,), np.random.default_rng(0))


def trainer(model):
    return Trainer(model, BCE(), SGD(), X, Y, batch_size=9, rng=np.random.default_rng(1))


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_copies_learn_as_the_original_does(copied):
    model = network()
    trainer(model).step()
    twin = copied(model)
    np.testing.assert_array_equal(twin.predict(X), model.predict(X))
    mine, other = trainer(model), trainer(twin)
    for _ in range(30):
        assert mine.step() == other.step()
    np.testing.assert_array_equal(twin.theta, model.theta)


def test_files_keep_the_connection_and_the_training_goes_on():
    running = trainer(network())
    for _ in range(30):
        running.step()
    file, whole = io.BytesIO(), io.BytesIO()
    save(running.model, file)
    save_training(running, whole)
    np.testing.assert_array_equal(load(file).predict(X), running.model.predict(X))
    resumed = load_training(whole, X, Y)
    assert data_of(resumed.model.layers[5]) == {"kind": "residual", "rows": 4}
    for _ in range(30):
        assert resumed.step() == running.step()


def test_the_connection_may_go_around_the_rows_to_the_end_that_the_loss_owns():
    layers = [Linear(3), Tanh(), Residual(1), Softmax()]
    model = Sequential(layers).build((2,), np.random.default_rng(0))
    model.fuse(CrossEntropy())
    z = model.forward(X)
    np.testing.assert_allclose(model.predict(X), np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), rtol=1e-5)


def test_it_has_its_line_in_the_table():
    lines = str(Sequential([Linear(2), Tanh(), Residual(1), Residual()]).build((2,), None)).splitlines()
    assert [" ".join(line.split()) for line in lines[3:5]] == [
        "3 Residual(rows=1) 2 numbers 0",
        "4 Residual 2 numbers 0",
    ]


def test_a_gradient_that_nobody_asks_for_is_not_added_up():
    model = Sequential([Linear(4), Linear(2), Residual(2)]).build((2,), np.random.default_rng(0))
    found = []
    for wanted in (True, False):
        y = model.forward(X[:5], training=True)
        model.backward(np.ones_like(y), input_gradient=wanted)
        found.append(model.dtheta.copy())
    np.testing.assert_array_equal(*found)


def test_images_go_around_convolutions():
    layers = [
        Conv2D(3, kernel=3, padding="same"),
        BatchNorm(),
        ReLU(),
        Conv2D(3, kernel=3, padding="same"),
        Residual(3),
    ]
    model = Sequential([*layers, GlobalAveragePool()]).build((5, 4, 1), np.random.default_rng(0), np.float64)
    check = gradient_check(model, MSE(), distinct((5, 4, 1), 2), np.zeros((2, 3)))
    assert max(check.parameters, check.input) < 1e-6


def deep(connected):
    """Eight blocks of three narrow rows, between two Linear layers."""
    layers = [Linear(4)]
    for _ in range(8):
        layers += [Linear(4), Sigmoid(), Linear(4), *([Residual(3)] if connected else [])]
    return Sequential([*layers, Linear(1)]).build((2,), np.random.default_rng(0))


def test_a_deep_narrow_network_trains_with_residual_rows_and_stalls_without():
    accuracy = {}
    for connected in (False, True):
        model = deep(connected)
        running = Trainer(model, BCE(), SGD(learning_rate=0.1), X, Y, batch_size=10, rng=np.random.default_rng(1))
        while running.epoch < 60:
            running.step()
        accuracy[connected] = float(((model.predict(X) > 0.5) == (Y > 0.5)).mean())
    assert accuracy[False] < 0.6
    assert accuracy[True] > 0.9
