"""Every registered loss, through one harness: its own examples."""

import math

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import Sequential, gradient_check
from nn.layers import Linear, Tanh
from nn.loss import Loss
from nn.losses import BCE, MSE, CrossEntropy, Hinge, Huber
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


def slopes(loss, z, y, step=1e-5):
    """Central differences of the loss by every output."""
    found = np.empty_like(z)
    for index in np.ndindex(z.shape):
        above, below = z.copy(), z.copy()
        above[index] += step
        below[index] -= step
        found[index] = (loss.value(above, y) - loss.value(below, y)) / (2 * step)
    return found


@pytest.mark.parametrize("kind", list(Loss.kinds()))
@pytest.mark.parametrize("scale", [1, -1, 0.3, 255])
@pytest.mark.parametrize("shape", [(4, 3), (2, 3, 2), (2, 2, 3, 2)])
def test_the_gradient_is_the_values_whatever_the_targets(kind, scale, shape):
    rng = np.random.default_rng(0)
    z, y = rng.normal(size=shape), scale * rng.random(shape)
    loss = make(Loss, {"kind": kind})
    np.testing.assert_allclose(loss.value_and_gradient(z, y)[1], slopes(loss, z, y), rtol=1e-5, atol=1e-7 * abs(scale))


def test_rows_that_do_not_add_up_to_one_cost_what_pytorch_takes_them_to_cost():
    # torch.nn.functional.cross_entropy (PyTorch 2.13) of these outputs and targets in float32, and its backward
    value, gradient = CrossEntropy().value_and_gradient(
        np.array([[1, 2, 0.5]], np.float32), np.array([[0.5, 0.2, 0.1]], np.float32)
    )
    assert value == pytest.approx(1.0214951038360596, rel=1e-6)
    np.testing.assert_allclose(gradient, [[-0.315020889043808, 0.30282536149024963, 0.012195504270493984]], rtol=1e-5)


inf, nan = math.inf, math.nan


# Values and gradients of torch.nn.functional.cross_entropy (PyTorch 2.13) of float32 outputs and class numbers.
@pytest.mark.parametrize(
    ("z", "number", "value", "gradient"),
    [
        ([3e38, 0, -3e38], 0, 0.0, [0, 0, 0]),
        ([3e38, 0, -3e38], 1, 3e38, [1, -1, 0]),
        ([3e38, 0, -3e38], 2, inf, [1, 0, -1]),
        ([3e38, 3e38], 0, 0.6931471824645996, [-0.5, 0.5]),
        ([0, 1, -inf], 0, 1.31326162815094, [-0.7310585975646973, 0.7310585975646973, 0]),
        ([0, 1, -inf], 2, inf, [0.2689414322376251, 0.7310585975646973, -1]),
        ([inf, 0, 1], 0, nan, [nan, nan, nan]),
        ([inf, 0, 1], 1, nan, [nan, nan, nan]),
        ([-inf, -inf], 0, nan, [nan, nan]),
    ],
)
def test_cross_entropy_has_pytorchs_infinities_by_number_and_by_row(z, number, value, gradient):
    z = np.array([z], np.float32)
    for y in (np.array([number]), np.eye(z.size, dtype=np.float32)[[number]]):
        with np.errstate(over="ignore", invalid="ignore"):
            found = CrossEntropy().value_and_gradient(z, y)
        assert found[0] == pytest.approx(value, rel=1e-6, nan_ok=True)
        np.testing.assert_allclose(found[1], [gradient], rtol=1e-6)
        assert CrossEntropy().value(z, y) == pytest.approx(value, rel=1e-6, nan_ok=True)


# Values and gradients of torch.nn.functional.binary_cross_entropy_with_logits (PyTorch 2.13) of float32 outputs; where
# that has NaN as the value, of inf and 1 and of -inf, stands the limit instead.
@pytest.mark.parametrize(
    ("z", "y", "value", "gradient"),
    [
        (inf, 1, 0.0, 0),
        (inf, 0, inf, 1),
        (-inf, 0, 0.0, 0),
        (-inf, 1, inf, -1),
        (inf, 0.5, inf, 0.5),
        (-inf, 0.5, inf, -0.5),
        (3e38, 1, 0.0, 0),
        (3e38, 0, 3e38, 1),
        (-3e38, 0, 0.0, 0),
        (-3e38, 1, 3e38, -1),
        (2, -1, 4.126927852630615, 1.880797028541565),
        (2, 255, -507.8730773925781, -254.11920166015625),
    ],
)
def test_bce_has_pytorchs_infinities_or_the_limits(z, y, value, gradient):
    found = BCE().value_and_gradient(np.array([[z]], np.float32), np.array([[y]], np.float32))
    assert found[0] == pytest.approx(value, rel=1e-6)
    np.testing.assert_allclose(found[1], [[gradient]], rtol=1e-6)


# Values and gradients of torch.nn.functional.mse_loss (PyTorch 2.13), in float32.
@pytest.mark.parametrize(
    ("z", "y", "value", "gradient"),
    [(3e38, -3e38, inf, inf), (1e19, 0, 1e38, 2e19), (inf, 0, inf, inf), (inf, inf, nan, nan), (1, nan, nan, nan)],
)
def test_mse_has_pytorchs_infinities(z, y, value, gradient):
    z, y = np.array([[z]], np.float32), np.array([[y]], np.float32)
    assert MSE().value(z, y) == pytest.approx(value, rel=1e-6, nan_ok=True)
    with np.errstate(over="ignore", invalid="ignore"):
        np.testing.assert_allclose(MSE().value_and_gradient(z, y)[1], [[gradient]], rtol=1e-6)


@pytest.mark.parametrize(
    ("loss", "y", "words"),
    [
        (CrossEntropy(), [[1, 0], [0.5, 0.2]], r"sample 1 add up to 0\.7; give shares that add up to 1"),
        (CrossEntropy(), [[0, 0]], "sample 0 add up to 0;"),
        (CrossEntropy(), [[1, 1]], "sample 0 add up to 2;"),
        (CrossEntropy(), [[0.5, 0.5], [2, -1]], "sample 1 is 2; give 0 for no, 1 for yes"),
        (CrossEntropy(), [[nan, 1]], "sample 0 is nan;"),
        (CrossEntropy(), [0, 2], "run from 0 to 2, but there are 2 outputs; give the last layer one output a class"),
        (CrossEntropy(), [-1, 1], "run from -1 to 1"),
        (CrossEntropy(), [0.0, 1.0], "one whole class number a sample"),
        (BCE(), [[1, -1], [0, 1]], "sample 0 is -1; give 0 for no, 1 for yes"),
        (BCE(), [[0, 1], [0, 255]], r"sample 1 is 255; .*divide 0 to 255 by 255"),
        (BCE(), [[0, nan]], "sample 0 is nan;"),
        (BCE(), [[0, 1, 0]], "differ in shape"),
        (CrossEntropy(ignore=True), [-1, -1], "every class number is -1, for none"),
        (CrossEntropy(ignore=True), [-2, 1], "run from -2 to 1"),
        (Hinge(), [[0, 1], [0.5, 0.5]], "sample 1 are shares of several classes; give one class a sample"),
        (Hinge(), [[1, 1]], "sample 0 add up to 2;"),
        (Hinge(), [0, 2], "run from 0 to 2, but there are 2 outputs; give the last layer one output a class"),
        (Huber(), [[1, nan]], "sample 0 is nan; give finite numbers"),
        (MSE(), [[1, 2], [3, inf]], "sample 1 is inf; give finite numbers"),
        (MSE(), [[1, nan]], "sample 0 is nan;"),
        (MSE(), [[-inf, 1]], "sample 0 is -inf;"),
        (MSE(), [1.0, 2.0], "differ in shape"),
        (MSE(), [["1", "2"]], "of type <U1; give numbers"),
    ],
)
def test_targets_that_mean_nothing_to_the_loss_are_refused_by_value(loss, y, words):
    with pytest.raises(ValueError, match=f"{loss.title()}.*{words}"):
        loss.require_targets(np.array(y), (2,))


@pytest.mark.parametrize(
    ("loss", "y"),
    [
        (CrossEntropy(), np.array([0, 1, 1], np.uint8)),
        (CrossEntropy(), np.eye(2, dtype=np.float32)),
        (CrossEntropy(), np.eye(2, dtype=bool)),
        (CrossEntropy(), np.array([[0.1, 0.9], [1 / 3, 2 / 3]], np.float16)),
        (CrossEntropy(ignore=True), np.array([0, -1, 1])),
        (Hinge(), np.array([[0, 1], [1, 0]], bool)),
        (Huber(), np.array([[-1e30, 3e38]], np.float32)),
        (BCE(), np.array([[0, 1], [1, 1]], np.uint8)),
        (BCE(), np.array([[0.25, 1.0000001]])),
        (MSE(), np.array([[-1e30, 3e38]], np.float32)),
    ],
)
def test_targets_that_make_sense_are_taken(loss, y):
    loss.require_targets(y, (2,))


@EVERY
def test_the_targets_of_every_example_are_taken(kind, example):
    z, y = arrays(example)
    make(Loss, {"kind": kind}).require_targets(y, z.shape[1:])


def test_one_class_alone_is_refused():
    for y in (np.zeros(3, int), np.ones((3, 1))):
        with pytest.raises(ValueError, match="one output a class"):
            CrossEntropy().require_targets(y, (1,))


def test_class_numbers_of_samples_with_positions_are_refused():
    z = np.ones((2, 3, 3))
    with pytest.raises(ValueError, match="differ in shape"):
        CrossEntropy().value(z, np.array([0, 1]))
    with pytest.raises(ValueError, match="give shares of the outputs' shape, or flat outputs"):
        CrossEntropy().require_targets(np.array([0, 1]), (3, 3))


@settings(deadline=None, derandomize=True)
@given(st.data())
def test_samples_without_a_label_are_as_if_they_were_not_there(data):
    labels = np.array(data.draw(st.lists(st.integers(-1, 3), min_size=1, max_size=12)))
    z = np.random.default_rng(len(labels)).normal(size=(len(labels), 4))
    smoothing, known = data.draw(st.sampled_from([0.0, 0.2])), labels >= 0
    value, gradient = CrossEntropy(smoothing, ignore=True).value_and_gradient(z, labels)
    assert gradient.shape == z.shape
    assert not gradient[~known].any()
    if not known.any():
        assert value == 0
        return
    expected = CrossEntropy(smoothing).value_and_gradient(z[known], labels[known])
    assert value == pytest.approx(expected[0], rel=1e-12)
    np.testing.assert_allclose(gradient[known], expected[1], rtol=1e-12)


@settings(deadline=None, derandomize=True)
@given(st.floats(0, 0.5), st.integers(2, 6))
def test_smoothed_targets_are_those_that_are_written_out(smoothing, classes):
    rng = np.random.default_rng(classes)
    z, y = rng.normal(size=(5, classes)), rng.integers(0, classes, 5)
    rows = (1 - smoothing) * np.eye(classes)[y] + smoothing / classes
    expected = CrossEntropy().value_and_gradient(z, rows)
    for targets in (y, np.eye(classes)[y]):
        value, gradient = CrossEntropy(smoothing).value_and_gradient(z, targets)
        assert value == pytest.approx(expected[0], rel=1e-12)
        np.testing.assert_allclose(gradient, expected[1], atol=1e-15)


def test_a_class_of_minus_one_is_refused_where_it_is_not_to_be_ignored():
    with pytest.raises(ValueError, match="run from -1 to 1"):
        CrossEntropy().value(np.zeros((2, 3)), np.array([-1, 1]))
    with pytest.raises(ValueError, match="one whole class number a sample"):
        CrossEntropy(ignore=True).value(np.zeros((3, 3)), np.array([-1, 1]))


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 2**32 - 1))
def test_the_hinge_is_what_the_right_class_lacks_whatever_is_added_to_all_scores(seed):
    rng = np.random.default_rng(seed)
    z, y = rng.normal(size=(6, 4)), rng.integers(0, 4, 6)
    lacking = [
        max(0, *(1 + row[j] - row[right] for j in range(4) if j != right)) for row, right in zip(z, y, strict=True)
    ]
    value, gradient = Hinge().value_and_gradient(z, y)
    assert value == pytest.approx(np.mean(lacking), rel=1e-12)
    assert Hinge().value(z + 5, np.eye(4)[y]) == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-15)
    assert gradient.any(axis=1).tolist() == [lack > 0 for lack in lacking]


@settings(deadline=None, derandomize=True)
@given(st.floats(-50, 50), st.floats(0.01, 20))
def test_huber_is_half_the_square_near_and_a_line_far_off(difference, delta):
    size = abs(difference)
    expected = size**2 / 2 if size <= delta else delta * (size - delta / 2)
    value, gradient = Huber(delta).value_and_gradient(np.array([[difference + 1]]), np.ones((1, 1)))
    assert value == pytest.approx(expected, rel=1e-6, abs=1e-12)
    assert gradient[0, 0] == pytest.approx(min(max(difference, -delta), delta), abs=1e-12)


@pytest.mark.parametrize("loss", [Huber(0.5), Hinge(), CrossEntropy(0.3), CrossEntropy(0.1, ignore=True)], ids=repr)
def test_networks_have_the_gradients_of_losses_with_settings(loss):
    model = Sequential([Linear(4), Tanh(), Linear(3)]).build((2,), np.random.default_rng(0), np.float64)
    x = np.random.default_rng(1).normal(size=(6, 2))
    y = np.array([0, 1, 2, 2, 1, 0]) if loss.least_outputs == 2 else np.random.default_rng(2).normal(size=(6, 3))
    if isinstance(loss, CrossEntropy) and loss.ignore:
        y[2:4] = -1
    check = gradient_check(model, loss, x, y)
    assert check.parameters < 1e-6
    assert check.input < 1e-6
    assert check.kinks == 0


def test_class_numbers_more_or_fewer_than_the_samples_are_refused_in_words():
    for labels in ([0, 1, 9], [0], [0, 1, 1]):
        with pytest.raises(ValueError, match="one whole class number a sample"):
            CrossEntropy().value(np.zeros((2, 3)), np.array(labels))


def test_a_column_of_class_numbers_is_refused_with_the_shape_they_need():
    with pytest.raises(ValueError, match=r"class numbers \(4,\), one a sample"):
        CrossEntropy().require_targets(np.zeros((4, 1), int), (3,))
