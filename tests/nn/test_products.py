"""Products in blocks, and windows that overlap in memory: the same numbers as the formulas by hand."""

import itertools

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import products
from nn.products import at_every_position, over_all_positions, product_of
from nn.windows import Windows, add_up, seen_by

RNG = np.random.default_rng(7)


@pytest.mark.parametrize("shape", [(64, 6, 5), (6, 64, 5), (63, 4, 3), (61, 4, 3), (5, 6, 64), (7, 8, 9), (1, 64, 1)])
@pytest.mark.parametrize("small", [10, 100, 400, 10**6])
def test_a_product_in_blocks_is_the_product(monkeypatch, shape, small):
    monkeypatch.setattr(products, "TAKES_SMALL", True)
    monkeypatch.setattr(products, "SMALL", small)
    monkeypatch.setattr(products, "SHORT", 8)
    (rows, inner, columns), views = shape, (np.ascontiguousarray, lambda matrix: np.ascontiguousarray(matrix.T).T)
    for first, second in itertools.product(views, views):
        a, b = first(RNG.normal(size=(rows, inner))), second(RNG.normal(size=(inner, columns)))
        out = np.full((rows, columns), np.nan)
        product_of(rows * inner * columns)(a, b, out)
        np.testing.assert_allclose(out, np.einsum("ij,jk->ik", a, b), atol=1e-12)


def test_large_products_are_made_of_small_ones(monkeypatch):
    counts = []
    matmul = np.matmul
    monkeypatch.setattr(
        np, "matmul", lambda a, b, **given: counts.append(max(a, b, key=np.ndim).shape) or matmul(a, b, **given)
    )
    monkeypatch.setattr(products, "TAKES_SMALL", True)
    a, b = np.ones((4064, 100), np.float32), np.ones((100, 32), np.float32)
    product = product_of(4064 * 100 * 32)
    product(a, b, np.empty((4064, 32), np.float32))
    product(a.T, np.ones((4064, 32), np.float32), np.empty((100, 32), np.float32))
    product(b.T, np.ones((100, 4064), np.float32), np.empty((32, 4064), np.float32))
    assert counts == [(16, 254, 100), (16, 100, 254), (16, 100, 254)]
    assert products.SMALL >= 254 * 100 * 32
    monkeypatch.setattr(products, "TAKES_SMALL", False)
    assert product_of(4064 * 100 * 32) is np.ndarray.dot


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("large", [1, 4096])
@pytest.mark.parametrize("inner", [1, 6])
@pytest.mark.parametrize("near", [1, 100, 10**6])
def test_products_at_every_position_and_over_all_of_them(monkeypatch, n, inner, large, near):
    monkeypatch.setattr(products, "LARGE", large)
    monkeypatch.setattr(products, "NEAR", near)
    matrix, values, slopes = (
        RNG.normal(size=(4, inner)),
        RNG.normal(size=(5, 3, inner, n)),
        RNG.normal(size=(5, 3, 4, n)),
    )
    out = np.empty((5, 3, 4, n))
    np.testing.assert_allclose(at_every_position(matrix, values, out), np.einsum("ab,ijbn->ijan", matrix, values))
    np.testing.assert_allclose(over_all_positions(values, slopes), np.einsum("ijan,ijbn->ab", values, slopes))


@st.composite
def sides(draw):
    length, size, stride = draw(st.integers(1, 9)), draw(st.integers(1, 5)), draw(st.integers(1, 4))
    padding = draw(st.sampled_from(["valid", "same"] if size <= length else ["same"]))
    return Windows(length, size, stride, padding)


def plainly(x, rows, columns):
    """What each window sees, value by value: (row count, column count, column, row, channels, n)."""
    seen = np.zeros((rows.count, columns.count, columns.size, rows.size, *x.shape[2:]))
    for i, j, column, row in np.ndindex(seen.shape[:4]):
        at = i * rows.stride - rows.before + row, j * columns.stride - columns.before + column
        if 0 <= at[0] < rows.length and 0 <= at[1] < columns.length:
            seen[i, j, column, row] = x[at]
    return seen


@settings(deadline=None, max_examples=150, derandomize=True)
@given(sides(), sides(), st.integers(1, 3), st.integers(0, 1))
def test_windows_see_what_a_loop_sees_and_adding_up_is_the_transpose(rows, columns, channels, more):
    x = RNG.normal(size=(rows.length, columns.length, channels, 2))
    strips = np.zeros((rows.count, columns.span, rows.size * channels + more, 2))
    seen = seen_by(x, rows, columns, strips)
    shape = (rows.count, columns.count, columns.size, rows.size * channels + more, 2)
    assert np.shares_memory(seen, strips)
    values = seen.reshape(shape)[:, :, :, : rows.size * channels]
    np.testing.assert_array_equal(values.ravel(), plainly(x, rows, columns).ravel())
    assert not seen.reshape(shape)[:, :, :, rows.size * channels :].any()
    # ⟨parts, seen(x)⟩ = ⟨add_up(parts), x⟩, column by column
    parts, out = RNG.normal(size=values.shape), np.zeros_like(x)
    for column in range(columns.size):
        add_up(parts[:, :, column], column, rows, columns, out)
    np.testing.assert_allclose(np.vdot(parts, values), np.vdot(out, x), atol=1e-9)
