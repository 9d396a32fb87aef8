"""The way from one code, or image, to another."""

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from playground.analysis.codes.interpolation import between

VALUES = st.floats(-1e6, 1e6, width=32)
PAIRS = hnp.array_shapes(max_dims=3, max_side=5).flatmap(
    lambda shape: st.tuples(*(hnp.arrays(np.float32, shape, elements=VALUES) for _ in "ab"))
)


@given(PAIRS, st.integers(2, 12))
def test_a_way_begins_and_ends_exactly_and_leaves_nothing_between(pair, steps):
    a, b = pair
    way = between(a, b, steps)
    assert way.shape == (steps, *a.shape)
    assert way.dtype == np.float32
    assert (way[0] == a).all()
    assert (way[-1] == b).all()
    slack = 1e-6 * np.maximum(np.abs(a), np.abs(b)) + np.finfo(np.float32).tiny
    assert (way >= np.minimum(a, b) - slack).all()
    assert (way <= np.maximum(a, b) + slack).all()


@given(PAIRS, st.integers(2, 12))
def test_the_way_back_is_the_way_turned_round(pair, steps):
    a, b = pair
    slack = 1e-6 * max(1.0, float(np.abs(pair).max()))
    np.testing.assert_allclose(between(b, a, steps), between(a, b, steps)[::-1], atol=slack)


def test_equal_steps_by_hand():
    assert between(np.array([0, 8]), np.array([4, 0]), 5).tolist() == [[0, 8], [1, 6], [2, 4], [3, 2], [4, 0]]


def test_bytes_do_not_wrap_round():
    black, white = np.array([255], np.uint8), np.array([0], np.uint8)
    assert between(black, white, 3).tolist() == [[255], [127.5], [0]]


@pytest.mark.parametrize("steps", [1, 101])
def test_too_few_or_too_many_steps_are_refused(steps):
    with pytest.raises(ValueError, match="2 to 100 steps"):
        between(np.zeros(2), np.ones(2), steps)


def test_there_is_no_way_between_different_shapes():
    with pytest.raises(ValueError, match="no way"):
        between(np.zeros(2), np.ones(3), 4)
