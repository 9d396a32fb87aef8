"""Modules that need signals or images: what fits, and words and fixes for what does not."""

import numpy as np
import pytest

from nn import Sequential, trace
from nn.layers import (
    AveragePool1D,
    Conv1D,
    Conv2D,
    Flatten,
    GlobalAveragePool,
    Linear,
    MaxPool1D,
    MaxPool2D,
    ReLU,
    Reshape,
    Upsample2D,
)
from nn.module import Module, ShapeError
from nn.registry import data_of, make
from nn.settings import SpecError

REFUSED = [
    (Conv2D(4), (256,), r"needs a picture; this is a list of 256 numbers\. Add Reshape to an image .* of 16 × 16"),
    (Conv2D(4), (256, 1), r"this is a signal of length 256\. Add Reshape"),
    (Conv2D(4), (10,), r"10 numbers make no square picture\. Take Conv2D out"),
    (
        Conv2D(4, kernel=9),
        (8, 12, 1),
        r"kernel of 9 does not fit into a picture of 8 × 12\. Make the kernel smaller",
    ),
    (Conv1D(4), (256,), r"Conv1D needs a signal; .* Add Reshape to a signal before it"),
    (Conv1D(4), (16, 16, 1), "Conv1D needs a signal"),
    (Conv1D(4, kernel=5), (4, 2), "a kernel of 5 does not fit into 2 signals of length 4"),
    (MaxPool2D(), (8,), "MaxPool2D needs a picture"),
    (MaxPool2D(3), (2, 8, 1), r"a window of 3 does not fit into a picture of 2 × 8\. Make the size smaller"),
    (AveragePool1D(5), (4, 1), "a window of 5 does not fit into a signal of length 4"),
    (GlobalAveragePool(), (8,), "GlobalAveragePool needs a signal or a picture; this is a list of 8 numbers"),
    (Upsample2D(), (8, 1), "Upsample2D needs a picture"),
    (Reshape("image"), (10,), "its 10 values do not make an image of equal sides with 1 channel"),
    (Reshape("signal", channels=3), (10,), "do not make a signal with 3 channels"),
    (Reshape((100, 1)), (256,), "do not make a signal of length 100"),
    (Reshape((16, 15, 1)), (256,), "do not make an image of 16 by 15"),
    (Linear(3), (6, 6, 2), r"plain list of numbers; this is 2 pictures of 6 × 6\. Add Flatten before it"),
]


@pytest.mark.parametrize(("layer", "shape", "words"), REFUSED)
def test_what_does_not_fit_is_refused_in_words(layer, shape, words):
    with pytest.raises(ShapeError, match=words):
        layer.output_shape(shape)


@pytest.mark.parametrize(("layer", "shape"), [(layer, shape) for layer, shape, _ in REFUSED])
def test_every_fix_that_is_offered_fixes(layer, shape):
    (row,) = trace([layer], shape)
    if row.fix is not None:
        fixed = trace([make(Module, {"kind": row.fix.kind, **row.fix.settings}), layer], shape)
        assert [later.error for later in fixed] == [None, None]


@pytest.mark.parametrize(
    ("reshape", "shape", "expected"),
    [
        (Reshape((256, 1)), (256,), (256, 1)),
        (Reshape((256, 1)), (16, 16, 1), (256, 1)),
        (Reshape((7, 7, 16)), (784,), (7, 7, 16)),
        (Reshape(), (16, 16, 1), (256, 1)),
        (Reshape("image"), (256, 1), (16, 16, 1)),
        (Reshape("image", channels=4), (256,), (8, 8, 4)),
        (Reshape("image", width=8), (32,), (4, 8, 1)),
        (Reshape("signal", channels=2), (8,), (4, 2)),
    ],
)
def test_reshape_keeps_the_order_of_the_values(reshape, shape, expected):
    model = Sequential([reshape]).build(shape, None)
    x = np.arange(3 * np.prod(shape), dtype=np.float32).reshape(3, *shape)
    assert model.output_shape == expected
    np.testing.assert_array_equal(model.predict(x), x.reshape(3, *expected))
    assert data_of(make(Module, data_of(reshape))) == data_of(reshape)


@pytest.mark.parametrize("sizes", [(256, 0), (0, -1), (2.5, 1), (1, 1, "1"), (1, 2, 3, 4), (5,)])
def test_impossible_sizes_are_refused(sizes):
    with pytest.raises(SpecError):
        Reshape(sizes)


def test_values_keep_their_order_from_images_to_flat_and_back():
    model = Sequential([MaxPool2D(1), Flatten(), Reshape((3, 4, 2)), Flatten()]).build((3, 4, 2), None)
    x = np.random.default_rng(0).normal(size=(5, 3, 4, 2)).astype(np.float32)
    y = model.forward(x, training=True)
    np.testing.assert_array_equal(y, x.reshape(5, -1))
    np.testing.assert_array_equal(model.predict(x), x.reshape(5, -1))


def test_filters_find_their_pattern():
    image = np.zeros((1, 5, 6, 1), np.float32)
    image[0, 1:4, 2, 0] = 1
    model = Sequential([Conv2D(1, kernel=3)]).build((5, 6, 1), None)
    model.layers[0].params["weights"][:, 1, 0, 0] = 1
    y = model.predict(image)[0, ..., 0]
    assert y.shape == (3, 4)
    assert np.unravel_index(y.argmax(), y.shape) == (1, 1)
    assert y.max() == 3


@pytest.mark.parametrize("layers", [[Conv2D(2), Conv2D(2)], [Conv2D(2), ReLU()]])
def test_a_second_backward_without_a_forward_is_refused(layers):
    model = Sequential(layers).build((6, 6, 1), np.random.default_rng(0))
    for _ in range(2):
        y = model.forward(np.ones((2, 6, 6, 1), np.float32), training=True)
        model.backward(np.ones_like(y))
    with pytest.raises(RuntimeError, match=r"forward\(x, training=True\) again"):
        model.backward(np.ones_like(y))


def test_ties_give_their_gradient_to_the_first_of_the_largest():
    for layer, shape in ((MaxPool1D(3), (3, 1)), (MaxPool2D(2), (2, 2, 1))):
        model = Sequential([layer]).build(shape, None)
        y = model.forward(np.ones((1, *shape), np.float32), training=True)
        dx = model.backward(np.full_like(y, 5), input_gradient=True)
        assert dx.ravel().tolist() == [5] + [0] * (dx.size - 1)


def test_large_sets_are_predicted_in_parts_of_bounded_memory(monkeypatch):
    model = Sequential([Conv2D(4), ReLU(), Flatten(), Linear(3)]).build((9, 9, 1), np.random.default_rng(0))
    x = np.random.default_rng(1).normal(size=(50, 9, 9, 1)).astype(np.float32)
    whole = model.predict(x)
    counts = []
    forward = model.forward
    monkeypatch.setattr(model, "forward", lambda batch: counts.append(len(batch)) or forward(batch))
    monkeypatch.setattr("nn.sequential.PREDICTION_VALUES", 20_000)
    np.testing.assert_allclose(model.predict(x), whole, rtol=1e-5, atol=1e-5)
    assert sum(counts) == 50
    assert max(counts) < 20
