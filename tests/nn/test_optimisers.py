"""Every registered optimiser, through one harness: its own examples."""

import numpy as np
import pytest

from nn.optimiser import Optimiser
from nn.registry import data_of, make

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
