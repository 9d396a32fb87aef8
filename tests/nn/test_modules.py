"""Every registered module, through one harness."""

import math

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

import nn.layers
from nn import Sequential, gradient_check, trace
from nn.layers import Residual
from nn.losses import MSE
from nn.module import Module, ShapeError
from nn.registry import copy_of, data_of, make
from nn.settings import SpecError, settings_of

CASES = [
    pytest.param(kind, example, shape, id=f"{kind}-{number}")
    for kind, cls in Module.kinds().items()
    for number, (example, shape) in enumerate(cls.examples)
]
EVERY = pytest.mark.parametrize(("kind", "example", "shape"), CASES)
CONNECTED = [Residual(rows) for rows in range(1, 5)]
"""What is no network alone, and stands in the random stacks."""


def built(kind, example, shape, dtype=np.float32):
    return Sequential([make(Module, {"kind": kind, **example})]).build(shape, np.random.default_rng(1), dtype)


def inputs(shape, count=4, dtype=np.float32):
    return np.random.default_rng(2).normal(size=(count, *shape)).astype(dtype)


def distinct(shape, count=4):
    """Inputs of which none is close to zero or to another: when one moves a little, a maximum stays where it is."""
    size = count * math.prod(shape)
    # ending at 2.03, for with the rounder 2 some sizes, such as 40, would have a 0 among them, where ReLU has its kink
    return np.random.default_rng(2).permutation(np.linspace(-1.9, 2.03, size)).reshape(count, *shape)


@EVERY
def test_traced_shapes_and_counts_are_what_is_built(kind, example, shape):
    model = built(kind, example, shape)
    (row,) = trace(model.layers, shape)
    assert model.forward(inputs(shape)).shape[1:] == row.shape_out
    assert model.theta.size == row.parameters == model.count


@EVERY
def test_gradients_agree_with_central_differences(kind, example, shape):
    model = built(kind, example, shape, np.float64)
    y = np.random.default_rng(3).normal(size=(4, *model.output_shape))
    check = gradient_check(model, MSE(), distinct(shape), y)
    assert check.parameters < 1e-6
    assert check.input < 1e-6
    assert check.kinks == 0


@EVERY
def test_single_precision_stays_and_arguments_are_never_written(kind, example, shape):
    model = built(kind, example, shape)
    x = inputs(shape)
    x.setflags(write=False)
    y = model.forward(x, training=True)
    dy = np.ones_like(y)
    dy.setflags(write=False)
    dx = model.backward(dy, input_gradient=True)
    assert {y.dtype, dx.dtype, model.predict(x).dtype, model.dtheta.dtype} == {np.dtype(np.float32)}
    assert dx.shape == x.shape


@EVERY
def test_prediction_between_forward_and_backward_changes_nothing(kind, example, shape):
    plain, disturbed = built(kind, example, shape), built(kind, example, shape)
    x = inputs(shape)
    results = []
    for model in (plain, disturbed):
        y = model.forward(x, training=True)
        if model is disturbed:
            model.predict(inputs(shape, count=7) * 3)
        results.append((model.backward(np.ones_like(y), input_gradient=True).copy(), model.dtheta.copy()))
    np.testing.assert_array_equal(results[0][0], results[1][0])
    np.testing.assert_array_equal(results[0][1], results[1][1])


@EVERY
def test_short_last_batch_is_as_right_as_a_batch_of_its_own(kind, example, shape):
    used, fresh = built(kind, example, shape), built(kind, example, shape)
    used.backward(np.ones_like(used.forward(inputs(shape, count=6), training=True)))
    for layer, other in zip(used.layers, fresh.layers, strict=True):
        layer.rng.bit_generator.state = other.rng.bit_generator.state
    x = inputs(shape, count=2)
    gradients = [m.backward(np.ones_like(m.forward(x, training=True)), input_gradient=True) for m in (used, fresh)]
    np.testing.assert_allclose(gradients[0], gradients[1], rtol=1e-6)
    np.testing.assert_allclose(used.dtheta, fresh.dtheta, rtol=1e-6)


@EVERY
def test_parameters_are_views_of_the_flat_vector(kind, example, shape):
    model = built(kind, example, shape)
    for layer in model.layers:
        assert all(np.shares_memory(value, model.theta) for value in layer.params.values())
        assert all(np.shares_memory(value, model.dtheta) for value in layer.grads.values())


@EVERY
def test_description_round_trip(kind, example, shape):
    assert trace([make(Module, {"kind": kind, **example})], shape)[0].error is None
    data = data_of(make(Module, {"kind": kind, **example}))
    assert data_of(make(Module, data)) == data


@pytest.mark.parametrize("kind", list(Module.kinds()))
def test_backward_before_forward_is_a_clear_error(kind):
    with pytest.raises(RuntimeError, match="before backward"):
        make(Module, {"kind": kind}).backward(np.ones((1, 3), np.float32))


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, s.name) for kind, cls in Module.kinds().items() for s in settings_of(cls)]
)
def test_values_outside_a_setting_are_refused_by_name(kind, name):
    with pytest.raises(SpecError, match="it is -9"):
        make(Module, {"kind": kind, name: -9})


def test_errors_speak():
    with pytest.raises(SpecError, match="Unknown module 'nothing'"):
        make(Module, {"kind": "nothing"})
    with pytest.raises(SpecError, match="Linear has no setting 'size'"):
        make(Module, {"kind": "linear", "size": 3})
    with pytest.raises(SpecError, match="from 1 to 4096; it is 0"):
        nn.layers.Linear(0)
    with pytest.raises(AttributeError, match="no module 'Lineal'"):
        _ = nn.layers.Lineal
    with pytest.raises(ShapeError, match=r"this is a picture of 8 × 8\. Add Flatten") as caught:
        Sequential([nn.layers.Linear(3)]).build((8, 8, 1), None)
    assert caught.value.fix.kind == "flatten"


def test_trace_reports_one_error_and_nothing_below_it():
    rows = trace([nn.layers.Linear(3), nn.layers.Tanh()], (8, 8, 1))
    assert rows[0].error
    assert rows[0].fix.kind == "flatten"
    assert rows[1].error is None
    assert rows[1].shape_out is None


def test_zeros_keep_units_equal():
    model = Sequential([nn.layers.Linear(4, initialisation="zeros"), nn.layers.Tanh(), nn.layers.Linear(1)])
    model.build((2,), np.random.default_rng(0))
    _, dz = MSE().value_and_gradient(model.forward(inputs((2,)), training=True), np.ones((4, 1)))
    model.backward(dz)
    gradient = model.layers[0].grads["weights"]
    assert not model.layers[0].params["weights"].any()
    assert math.isfinite(gradient.sum())
    assert len({round(float(value), 6) for value in model.forward(inputs((2,)))[:, 0]}) == 1


@st.composite
def stacks(draw):
    """Any modules from the registry that fit one upon the other, and the shape they are for."""
    shape = draw(st.sampled_from([(1,), (3,), (8,), (2, 2, 1), (5, 4, 2), (6, 1)]))
    layers = []
    for case in draw(st.lists(st.sampled_from([*CASES, *CONNECTED]), max_size=6)):
        if isinstance(case, Module):
            layer = copy_of(case)
        else:
            kind, example, _shape = case.values
            layer = make(Module, {"kind": kind, **example})
        if trace([*layers, layer], shape)[-1].error is None:
            layers.append(layer)
    return layers, shape


@settings(deadline=None, max_examples=60, derandomize=True)
@given(stacks(), st.integers(1, 4))
def test_random_stacks_predict_what_they_trace(stack, count):
    layers, shape = stack
    model = Sequential(layers).build(shape, np.random.default_rng(0))
    rows = trace(layers, shape)
    predicted = model.predict(inputs(shape, count))
    assert predicted.shape == (count, *(rows[-1].shape_out if rows else shape))
    assert predicted.dtype == np.float32
    assert model.count == sum(row.parameters for row in rows)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(stacks(), st.integers(1, 3))
def test_random_stacks_have_gradients_that_agree_with_central_differences(stack, count):
    layers, shape = stack
    model = Sequential(layers).build(shape, np.random.default_rng(0), np.float64)
    # no parameter is zero, so that no value sits on the kink of a rectifier
    model.theta[...] = np.random.default_rng(4).normal(size=model.count)
    count = max(count, model.least_samples)
    y = np.random.default_rng(3).normal(size=(count, *model.output_shape))
    check = gradient_check(model, MSE(), distinct(shape, count), y)
    assert check.parameters < 1e-6
    assert check.input < 1e-6
    assert check.kinks == 0


@settings(deadline=None, max_examples=30, derandomize=True)
@given(stacks())
def test_random_stacks_give_the_same_gradients_whatever_batch_came_before(stack):
    layers, shape = stack
    model = Sequential(layers).build(shape, np.random.default_rng(0))
    found = []
    for counts in ((3,), (5, 2, 3), (model.least_samples, 3)):
        for layer in layers:
            layer.rng = np.random.default_rng(0)
        for count in counts:
            for layer in layers:
                layer.rng = np.random.default_rng(0)
            y = model.forward(inputs(shape, count), training=True)
            dx = model.backward(np.ones_like(y), input_gradient=True)
        found.append((dx.copy(), model.dtheta.copy()))
    for dx, dtheta in found[1:]:
        np.testing.assert_array_equal(dx, found[0][0])
        np.testing.assert_array_equal(dtheta, found[0][1])


@EVERY
def test_no_more_memory_is_taken_than_is_traced(kind, example, shape):
    model = built(kind, example, shape)
    for count in (3, 4, 2):
        model.backward(np.ones_like(model.forward(inputs(shape, count), training=True)), input_gradient=True)
    (layer,), (row,) = model.layers, trace(model.layers, shape)
    assert sum(block.size for block in layer.blocks.values()) == 4 * row.memory
    arrays = [value for name, value in vars(layer).items() if isinstance(value, np.ndarray) and name != "x"]
    others = [each for each in arrays if not any(np.may_share_memory(each, block) for block in layer.blocks.values())]
    most = row.parameters if kind not in ("conv1d", "conv2d") else 2 * (row.parameters + layer.kernel * layer.channels)
    assert sum(each.size for each in others) <= most, (
        "what is not kept for each sample is about what the parameters are"
    )


ENDS = [(-math.inf, math.inf), (0, math.inf), (0, 1), (-1, 1), (0.5, 0.75), (-3, -2)]
NARROW = [
    ("leaky_relu", {"slope": 0.0}, (3,)),
    ("elu", {"alpha": 0.3}, (3,)),
    ("swish", {"beta": 0.1}, (3,)),
    ("swish", {"beta": 3.0}, (3,)),
    ("softmax", {}, (1,)),
    ("softmax", {}, (3, 3, 1)),
]


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize(("kind", "example", "shape"), [*CASES, *NARROW])
def test_predictions_stay_within_what_is_made_of_the_inputs_range_and_reach_its_ends(kind, example, shape, ends):
    model = built(kind, example, shape)
    low, high = model.layers[0].range_of(*ends, shape)
    lowest, highest = np.clip(ends, -100, 100)  # far enough for any activation
    x = np.random.default_rng(4).uniform(lowest, highest, (50, *shape)).astype(np.float32)
    x[0], x[1], x[2], x[3] = lowest, highest, lowest, highest
    x[2, ..., 0], x[3, ..., 0] = highest, lowest
    if model.layers[0].elementwise:  # which may have its lowest value in between
        between = np.linspace(-15, 15, 15_001, dtype=np.float32)
        x = np.concatenate([x, np.multiply.outer(between, np.ones(shape, np.float32)).clip(lowest, highest)])
    y = model.predict(x)
    assert low - 1e-6 <= y.min()
    assert y.max() <= high + 1e-6
    assert math.isinf(low) or y.min() < low + 1e-6
    assert math.isinf(high) or y.max() > high - 1e-6


@pytest.mark.parametrize(
    ("kind", "settings", "ends", "expected"),
    [
        ("relu", {}, (-math.inf, math.inf), (0, math.inf)),
        ("sigmoid", {}, (0, math.inf), (0.5, 1)),
        ("tanh", {}, (-math.inf, 0), (-1, 0)),
        ("leaky_relu", {"slope": 0.0}, (-math.inf, math.inf), (0, math.inf)),
        ("leaky_relu", {"slope": 0.5}, (-math.inf, 3), (-math.inf, 3)),
        ("softmax", {}, (-math.inf, math.inf), (0, 1)),
        ("softmax", {}, (0, math.log(2)), (1 / 5, 1 / 2)),  # of three: 1 / (1 + 2 + 2) and 2 / (2 + 1 + 1)
        ("elu", {"alpha": 2.0}, (-math.inf, 1), (-2, 1)),
        ("softplus", {}, (-math.inf, math.inf), (0, math.inf)),
        # between the place of the lowest value and either side of it
        ("gelu", {}, (-math.inf, math.inf), (-0.170040751, math.inf)),
        ("gelu", {}, (-math.inf, -0.5), (-0.170040751, 0)),
        ("gelu", {}, (-math.inf, -2), (-0.045402306, 0)),
        ("gelu", {}, (-2, -1), (-0.158808009, -0.045402306)),
        ("gelu", {}, (-0.5, 0), (-0.154285990, 0)),
        ("swish", {"beta": 2.0}, (-math.inf, math.inf), (-0.139232271, math.inf)),
        ("dropout", {}, (0, 1), (0, 1)),
        ("linear", {"units": 1}, (0, 0), (-math.inf, math.inf)),
    ],
)
def test_ranges_that_a_hand_finds(kind, settings, ends, expected):
    assert make(Module, {"kind": kind, **settings}).range_of(*ends, (3,)) == pytest.approx(expected)


def test_a_softmax_over_a_single_score_has_a_single_value():
    for ends in ENDS:
        assert make(Module, {"kind": "softmax"}).range_of(*ends, (4, 4, 1)) == (1, 1)
