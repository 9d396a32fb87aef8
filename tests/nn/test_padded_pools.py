"""Pools whose windows reach over the edges: what is outside counts for nothing."""

import itertools

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import Sequential
from nn.layers import AveragePool1D, AveragePool2D, MaxPool1D, MaxPool2D
from nn.windows import Windows

SIDES = st.integers(1, 7)
SUMMARIES = {MaxPool1D: np.max, AveragePool1D: np.mean, MaxPool2D: np.max, AveragePool2D: np.mean}


def positions_of(length, size, stride):
    """For each window its positions on the axis, as TensorFlow documents "SAME": an odd one outside is behind."""
    count = -(-length // stride)
    before = max((count - 1) * stride + size - length, 0) // 2
    return [
        [p for p in range(i * stride - before, i * stride - before + size) if 0 <= p < length] for i in range(count)
    ]


@pytest.mark.parametrize("cls", SUMMARIES)
@settings(deadline=None, derandomize=True)
@given(height=SIDES, width=SIDES, size=st.integers(1, 5), stride=st.integers(0, 4))
def test_a_padded_pool_is_the_summary_of_what_is_inside(cls, height, width, size, stride):
    sides = (height, width)[: cls.axes]
    model = Sequential([cls(size, stride, "same")]).build((*sides, 2), None, np.float64)
    x = np.random.default_rng(0).normal(size=(3, *sides, 2)) - 5
    y = model.forward(x, training=True)
    windows = [positions_of(side, size, stride or size) for side in sides]
    assert y.shape[1:-1] == tuple(map(len, windows))
    for place in itertools.product(*(range(len(each)) for each in windows)):
        inside = [along[number] for along, number in zip(windows, place, strict=True)]
        seen = x[np.ix_(range(3), *inside, range(2))]
        expected = SUMMARIES[cls](seen, axis=tuple(range(1, 1 + len(sides))))
        np.testing.assert_allclose(y[(slice(None), *place)], expected, rtol=1e-12)
    # each window hands on all of its gradient, to what is inside
    dx = model.backward(np.ones_like(y), input_gradient=True)
    assert dx.sum() == pytest.approx(y.size)


@settings(deadline=None, derandomize=True)
@given(length=SIDES, size=st.integers(1, 5), stride=st.integers(1, 4), padding=st.sampled_from(["valid", "same"]))
def test_windows_know_how_many_positions_they_see(length, size, stride, padding):
    windows = Windows(length, size, stride, padding)
    if windows.count < 1:
        return
    seen = np.zeros(windows.count, int)
    for offset in range(size):
        seen[windows.at(offset)[0]] += 1
    assert windows.inside.tolist() == seen.tolist()
