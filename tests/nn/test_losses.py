"""Every registered loss, through one harness: its own examples."""

import numpy as np
import pytest

from nn.loss import Loss
from nn.losses import BCE, MSE, CrossEntropy
from nn.registry import data_of, make

EVERY = pytest.mark.parametrize(
    ("kind", "example"),
    [
        pytest.param(kind, example, id=f"{kind}-{number}")
        for kind, cls in Loss.kinds().items()
        for number, example in enumerate(cls.examples)
    ],
)


def arrays(example, dtype=np.float64):
    y = np.array(example.y)
    return np.array(example.z, dtype), y if y.dtype.kind == "i" else y.astype(dtype)


@EVERY
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_values_are_those_worked_out_by_hand(kind, example, dtype):
    loss = make(Loss, {"kind": kind})
    z, y = arrays(example, dtype)
    assert loss.value(z, y) == loss.value_and_gradient(z, y)[0] == pytest.approx(example.value, rel=1e-6)
    assert type(loss.value(z, y)) is float


@EVERY
def test_gradients_agree_with_central_differences(kind, example):
    loss = make(Loss, {"kind": kind})
    z, y = arrays(example)
    found = loss.value_and_gradient(z, y)[1]
    for index in np.ndindex(z.shape):
        step = np.zeros_like(z)
        step[index] = 1e-5
        slope = (loss.value(z + step, y) - loss.value(z - step, y)) / 2e-5
        assert found[index] == pytest.approx(slope, abs=1e-6)


@EVERY
def test_single_precision_stays_and_arguments_are_never_written(kind, example):
    loss = make(Loss, {"kind": kind})
    for targets in (np.float32, np.float64):
        z, y = arrays(example, np.float32)[0], arrays(example, targets)[1]
        z.setflags(write=False)
        y.setflags(write=False)
        _value, gradient = loss.value_and_gradient(z, y)
        assert gradient.dtype == np.float32
        assert gradient.shape == z.shape


@EVERY
def test_targets_that_do_not_fit_are_refused_in_words(kind, example):
    z, y = arrays(example)
    with pytest.raises(ValueError, match=make(Loss, {"kind": kind}).title()):
        make(Loss, {"kind": kind}).value(np.vstack([z, z]), y)


@EVERY
def test_huge_outputs_give_finite_gradients(kind, example):
    z, y = arrays(example, np.float32)
    for scale in (1e4, -1e4):
        value, gradient = make(Loss, {"kind": kind}).value_and_gradient(z * scale, y)
        assert np.isfinite(value)
        assert np.isfinite(gradient).all()


@pytest.mark.parametrize("cls", Loss.kinds().values())
def test_losses_explain_themselves_and_survive_as_data(cls):
    assert cls.formula
    assert cls.examples
    assert len(cls.summary()) > 20
    assert data_of(make(Loss, data_of(cls()))) == data_of(cls())


def test_class_numbers_and_one_hot_are_the_same():
    z = np.random.default_rng(0).normal(size=(6, 4)).astype(np.float32)
    y = np.array([0, 1, 2, 3, 0, 1])
    by_number, by_row = (CrossEntropy().value_and_gradient(z, t) for t in (y, np.eye(4, dtype=np.float32)[y]))
    assert by_number[0] == pytest.approx(by_row[0], rel=1e-6)
    np.testing.assert_allclose(by_number[1], by_row[1], atol=1e-7)


def test_wrong_targets_are_named():
    with pytest.raises(ValueError, match="differ in shape"):
        MSE().value(np.ones((3, 1)), np.ones(3))
    for numbers in ([0, 3], [-1, 0]):
        with pytest.raises(ValueError, match="one output a class"):
            CrossEntropy().value(np.ones((2, 3)), np.array(numbers))
    with pytest.raises(ValueError, match="whole class number"):
        CrossEntropy().value(np.ones((2, 3)), np.array([0.0, 1.0]))


def test_yes_or_no_and_one_of_two_classes_agree():
    z = np.random.default_rng(0).normal(size=(7, 1))
    y = (z > 0.3).astype(np.float64)
    two = np.hstack([np.zeros_like(z), z])
    assert BCE().value(z, y) == pytest.approx(CrossEntropy().value(two, y[:, 0].astype(int)))
