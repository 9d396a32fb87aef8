"""Every registered optimiser, through one harness: its own examples."""

import itertools
import math

import numpy as np
import pytest

from nn.optimiser import Optimiser
from nn.optimisers import SGD, Adam, AdamW, RMSprop
from nn.registry import data_of, make
from nn.settings import settings_of

EVERY = pytest.mark.parametrize(
    "data",
    [
        pytest.param({"kind": kind, **example}, id=f"{kind}-{number}")
        for kind, cls in Optimiser.kinds().items()
        for number, example in enumerate(cls.examples)
    ],
)
TARGET = np.array([1.0, -2.0, 0.5], np.float32)


def steps(optimiser, theta, count):
    for _ in range(count):
        optimiser.update(theta, 2 * (theta - TARGET))
    return theta


@EVERY
def test_it_finds_the_bottom_of_a_bowl(data):
    optimiser = make(Optimiser, {**data, "learning_rate": 0.05})
    np.testing.assert_allclose(steps(optimiser, np.zeros_like(TARGET), 500), TARGET, atol=0.05)


@EVERY
def test_it_writes_in_place_and_only_where_it_should(data):
    theta, gradient = np.ones(4, np.float32), np.ones(4, np.float32)
    gradient.setflags(write=False)
    kept = theta
    make(Optimiser, data).update(theta, gradient)
    assert kept is theta
    assert (theta < 1).all()


@EVERY
def test_a_state_is_a_copy_that_resumes_bit_for_bit(data):
    first = make(Optimiser, data)
    theta = steps(first, np.zeros_like(TARGET), 5)
    state, start = first.state(), theta.copy()
    whole = steps(first, theta, 5).copy()
    for optimiser in (first, make(Optimiser, data)):
        optimiser.restore(state)
        np.testing.assert_array_equal(steps(optimiser, start.copy(), 5), whole)


@EVERY
@pytest.mark.parametrize("kind", list(Optimiser.kinds()))
def test_a_state_of_other_settings_is_taken_and_of_another_kind_refused(data, kind):
    optimiser = make(Optimiser, data)
    steps(optimiser, np.zeros_like(TARGET), 3)
    other = make(Optimiser, {"kind": kind})
    if kind == data["kind"]:
        other.restore(optimiser.state())
        for name, value in data.items():
            if name != "kind":
                setattr(other, name, value)
        assert np.isfinite(steps(other, np.zeros_like(TARGET), 3)).all()
    else:
        with pytest.raises(ValueError, match="state is of the optimiser"):
            other.restore(optimiser.state())


@EVERY
def test_one_optimiser_serves_any_dtype(data):
    theta = np.zeros(3)
    make(Optimiser, data).update(theta, np.ones(3))
    assert theta.dtype == np.float64
    assert theta.any()


@pytest.mark.parametrize("cls", Optimiser.kinds().values())
def test_optimisers_explain_themselves_and_survive_as_data(cls):
    assert cls.formula
    assert cls.examples
    assert len(cls.summary()) > 20
    assert data_of(make(Optimiser, data_of(cls()))) == data_of(cls())


def sgd_steps(gradients, learning_rate, momentum, nesterov):
    velocity = 0.0
    for g in gradients:
        velocity = momentum * velocity + g
        yield learning_rate * (g + momentum * velocity if nesterov else velocity)


def rmsprop_steps(gradients, learning_rate, decay, epsilon):
    mean = 0.0
    for g in gradients:
        mean = decay * mean + (1 - decay) * g**2
        yield learning_rate * g / (math.sqrt(mean) + epsilon)


def adam_steps(gradients, learning_rate, beta1, beta2, epsilon):
    mean = square = 0.0
    for t, g in enumerate(gradients, 1):
        mean = beta1 * mean + (1 - beta1) * g
        square = beta2 * square + (1 - beta2) * g**2
        yield learning_rate * (mean / (1 - beta1**t)) / (math.sqrt(square / (1 - beta2**t)) + epsilon)


IN_PLAIN_PYTHON = {"sgd": sgd_steps, "rmsprop": rmsprop_steps, "adam": adam_steps}


def at_the_ends_of_every_range(cls):
    """Data of the optimiser with each setting at its lowest, default and highest value, in every combination."""
    ranges = [
        (False, True) if setting.type == "bool" else (setting.low, setting.default, setting.high)
        for setting in settings_of(cls)
    ]
    names = [setting.name for setting in settings_of(cls)]
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*ranges)]


def steps_of(optimiser, gradients, dtype=np.float32):
    """The step for each gradient, from parameters at zero, where nothing is rounded away beside them."""
    found = []
    for gradient in gradients:
        theta = np.zeros(1, dtype)
        optimiser.update(theta, np.full(1, gradient, dtype))
        found.append(-float(theta[0]))
    return found


@pytest.mark.parametrize("gradients", [(1, 1e-4, 1e-4), (1e-4, 1, 1), (3, 0.5, -1e-6, 1e3, 0, -2), (1e-12, 2e-12)])
@pytest.mark.parametrize(
    ("kind", "data"),
    [
        pytest.param(kind, data, id=f"{kind}-{number}")
        for kind in IN_PLAIN_PYTHON
        for number, data in enumerate(at_the_ends_of_every_range(Optimiser.kinds()[kind]))
    ],
)
def test_single_precision_follows_the_formula_at_both_ends_of_every_range(kind, data, gradients):
    expected = list(IN_PLAIN_PYTHON[kind](gradients, **data))
    found = steps_of(make(Optimiser, {"kind": kind, **data}), gradients)
    np.testing.assert_allclose(found, expected, rtol=1e-4)
    np.testing.assert_allclose(
        steps_of(make(Optimiser, {"kind": kind, **data}), gradients, np.float64), expected, rtol=1e-9
    )


# What PyTorch 2.13 leaves of parameters at zero after `theta.grad = gradient; optimiser.step()` for each gradient, in
# float32: RMSprop(lr=0.01, alpha=decay), Adam(lr=0.01, betas=(beta1, beta2)).
@pytest.mark.parametrize(
    ("optimiser", "gradients", "expected"),
    [
        (RMSprop(0.01, decay=0.0), (1, 1e-4), (-0.009999999776482582, -0.019999001175165176)),
        (RMSprop(0.01, decay=0.5), (1, 1e-4), (-0.01414213515818119, -0.01414413470774889)),
        (RMSprop(0.01, decay=0.9999), (1, 1e-4), (-0.9999989867210388, -1.0000989437103271)),
        (Adam(0.01, beta1=0.0, beta2=0.0), (1, 1e-4), (-0.009999999776482582, -0.019999001175165176)),
        (Adam(0.01, beta1=0.999, beta2=0.9999), (1, 1e-4), (-0.010000000707805157, -0.017068415880203247)),
        (Adam(0.01, beta1=0.999, beta2=0.0), (1, 1e-4), (-0.010000000707805157, -49.9849967956543)),
        # squares that leave single precision above, if (1 - decay) does not come first, and below
        (RMSprop(0.01, decay=0.9999), (1e21, 1e21), (-1.0, -1.7071244716644287)),
        (Adam(0.01, beta1=0.999, beta2=0.9999), (1e20, 1), (-0.009999999776482582, -0.01706770807504654)),
        (RMSprop(0.01, decay=0.5), (1e20, 1), (0.0, 0.0)),
        (RMSprop(0.01, decay=0.0), (1e20, 1), (0.0, math.nan)),
        (Adam(0.01, beta1=0.999, beta2=0.9999), (1e38, -1e38), (0.0, 0.0)),
        (RMSprop(0.01, decay=0.0), (1e-23, 1e-23), (-9.99999983775159e-18, -1.999999967550318e-17)),
        (Adam(0.01, beta1=0.999, beta2=0.9999), (1e-23, 1e-23), (-1.0000000664932203e-17, -2.0000001329864406e-17)),
    ],
)
def test_steps_are_pytorchs_also_where_squares_leave_single_precision(optimiser, gradients, expected):
    theta, found = np.zeros(1, np.float32), []
    with np.errstate(over="ignore", invalid="ignore"):
        for gradient in gradients:
            optimiser.update(theta, np.full(1, gradient, np.float32))
            found.append(theta[0])
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_adams_means_stay_means_when_their_settings_change_on_the_way():
    optimiser = Adam(0.01, beta1=0.0, beta2=0.0)
    np.testing.assert_allclose(steps_of(optimiser, [2] * 3), 0.01, rtol=1e-4)
    optimiser.beta1, optimiser.beta2 = 0.999, 0.9999
    # of equal gradients every mean is that gradient
    np.testing.assert_allclose(steps_of(optimiser, [2] * 3), 0.01, rtol=1e-4)


def test_momentum_given_again_finds_no_velocity_of_long_ago():
    optimiser = SGD(0.1, momentum=0.9)
    steps_of(optimiser, [1000] * 5)
    optimiser.momentum = 0.0
    steps_of(optimiser, [1] * 5)
    optimiser.momentum = 0.9
    assert steps_of(optimiser, [1])[0] <= 0.2


REMEMBERING = pytest.mark.parametrize("optimiser", [SGD(momentum=0.9), RMSprop(), Adam()], ids=lambda one: one.kind)


@REMEMBERING
@pytest.mark.parametrize("other", [np.zeros(1, np.float32), np.zeros(5, np.float32), np.zeros(3)], ids=str)
def test_an_optimiser_of_another_network_is_refused_in_words(optimiser, other):
    optimiser = make(Optimiser, data_of(optimiser))
    theta = np.zeros_like(TARGET)
    steps(optimiser, theta, 2)
    before = optimiser.state()
    words = rf"3 parameters of float32; .* {other.size} of {other.dtype}\. Make a new optimiser"
    with pytest.raises(ValueError, match=words):
        optimiser.update(other, np.ones_like(other))
    assert not other.any()
    # nothing has happened to its own
    whole = steps(optimiser, theta.copy(), 2)
    optimiser.restore(before)
    np.testing.assert_array_equal(steps(optimiser, theta, 2), whole)


@REMEMBERING
def test_a_state_of_another_network_is_refused_where_it_can_be_seen(optimiser):
    optimiser, fresh = make(Optimiser, data_of(optimiser)), make(Optimiser, data_of(optimiser))
    steps(optimiser, np.zeros_like(TARGET), 2)
    other = np.zeros(5, np.float32)
    with pytest.raises(ValueError, match="Make a new optimiser"):
        fresh.restore(optimiser.state(), other)
    fresh.update(other, np.ones_like(other))  # nothing was taken over
    fresh.restore(optimiser.state())
    with pytest.raises(ValueError, match="Make a new optimiser"):
        fresh.update(other, np.ones_like(other))
    fresh.restore(optimiser.state(), np.zeros_like(TARGET))


@EVERY
def test_it_takes_the_share_of_the_rate_that_it_is_told(data):
    whole, half = make(Optimiser, {**data, "learning_rate": 0.01}), make(Optimiser, {**data, "learning_rate": 0.02})
    half.share = 0.5
    gradients = (1, -3, 0.5)
    assert steps_of(whole, gradients) == pytest.approx(steps_of(half, gradients), rel=1e-6)


def test_what_it_decays_it_is_told_with_the_network():
    optimiser, theta = AdamW(learning_rate=0.1, decay=0.5), np.ones(4, np.float32)
    optimiser.serve(object(), [slice(1, 3)])
    optimiser.update(theta, np.zeros(4, np.float32))
    np.testing.assert_allclose(theta, [1, 0.95, 0.95, 1])
