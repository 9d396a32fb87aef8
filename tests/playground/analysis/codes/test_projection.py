"""The plane that codes are seen in, and the codes laid out over it."""

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from playground.analysis.codes.code_grid import grid_codes
from playground.analysis.codes.projection import fit_projection

NUMBERS = st.floats(-100, 100, width=32)


def codes_of(k, n=200, seed=0):
    """Codes that vary most along their first numbers."""
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(n, k)) * 2.0 ** -np.arange(k) + 3).astype(np.float32)


@given(hnp.arrays(np.float32, st.tuples(st.integers(1, 30), st.just(2)), elements=NUMBERS))
def test_two_numbers_are_their_own_place(codes):
    projection = fit_projection(codes)
    assert (projection.place(codes) == codes).all()
    assert (projection.lift(projection.place(codes)) == codes).all()
    assert sum(projection.explained) == pytest.approx(1 if codes.astype(np.float64).var(axis=0).sum() else 0)


@settings(deadline=None)
@given(st.integers(3, 12), st.integers(0, 1000))
def test_what_is_lifted_from_the_plane_falls_where_it_was(k, seed):
    projection = fit_projection(codes_of(k, seed=seed))
    points = np.random.default_rng(seed).normal(size=(20, 2)).astype(np.float32)
    np.testing.assert_allclose(projection.place(projection.lift(points)), points, atol=1e-4)
    assert projection.lift(points).dtype == np.float32
    assert projection.lift(points).shape == (20, k)


def test_the_axes_are_those_of_the_largest_variance():
    # four points on each of two lines: variances 4.5, 0.5 and 0 of 5
    codes = np.array([[3, 0, 5], [-3, 0, 5], [0, 1, 5], [0, -1, 5]], np.float32)
    projection = fit_projection(codes)
    np.testing.assert_allclose(projection.axes, [[1, 0, 0], [0, 1, 0]], atol=1e-6)
    np.testing.assert_allclose(projection.mean, [0, 0, 5], atol=1e-6)
    assert projection.explained == pytest.approx((0.9, 0.1))
    np.testing.assert_allclose(projection.place(codes), codes[:, :2], atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_the_largest_loading_is_positive(seed):
    codes = codes_of(5, seed=seed)
    for turned in (codes, -codes):
        axes = fit_projection(turned).axes
        assert (axes[[0, 1], np.abs(axes).argmax(axis=1)] > 0).all()


def test_one_number_lies_on_a_line():
    codes = np.array([[2], [-1], [4]], np.float32)
    projection = fit_projection(codes)
    assert projection.place(codes).tolist() == [[2, 0], [-1, 0], [4, 0]]
    assert projection.lift(np.array([[7, 9]])).tolist() == [[7]]
    assert projection.explained == (1, 0)


@pytest.mark.parametrize("k", [1, 2, 6])
def test_codes_that_are_all_the_same_have_one_place(k):
    codes = np.full((4, k), 2.5, np.float32)
    projection = fit_projection(codes)
    assert projection.explained == (0, 0)
    assert len(np.unique(projection.place(codes), axis=0)) == 1
    assert (projection.lift(projection.place(codes)) == codes).all()


def test_large_codes_have_a_plane():
    projection = fit_projection(codes_of(4) * np.float32(1e30))
    np.testing.assert_allclose(projection.axes, fit_projection(codes_of(4)).axes, atol=1e-4)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (np.zeros((0, 3)), "shape"),
        (np.zeros(3), "shape"),
        (np.zeros((3, 0)), "shape"),
        (np.array([[0, np.nan, 1]]), "finite"),
        (np.array([[0, np.inf, 1]]), "finite"),
    ],
    ids=["none", "one-row", "no-numbers", "nan", "infinite"],
)
def test_what_is_no_table_of_codes_is_refused(codes, words):
    with pytest.raises(ValueError, match=words):
        fit_projection(codes)


def test_the_grid_goes_row_by_row_from_the_top():
    across, up = np.meshgrid(np.arange(101), np.arange(101) * 10)
    codes = np.stack([across, up], axis=-1).reshape(-1, 2).astype(np.float32)
    grid, extent = grid_codes(fit_projection(codes), codes, 3)
    assert extent == pytest.approx((1, 99, 10, 990))
    rows = [[(x, y) for x in (1, 50, 99)] for y in (990, 500, 10)]
    np.testing.assert_allclose(grid.reshape(3, 3, 2), rows)


def test_a_far_code_does_not_widen_the_grid():
    codes = codes_of(2, n=1000)
    before = grid_codes(fit_projection(codes), codes, 4)[1]
    codes[0] = 1e6
    after = grid_codes(fit_projection(codes), codes, 4)[1]
    assert after == pytest.approx(before, abs=0.2)


def test_the_grid_lies_in_the_plane_of_the_codes():
    codes = codes_of(6)
    projection = fit_projection(codes)
    grid, extent = grid_codes(projection, codes, 5)
    assert grid.shape == (25, 6)
    assert grid.dtype == np.float32
    np.testing.assert_allclose(projection.lift(projection.place(grid)), grid, atol=1e-4)
    corners = projection.place(grid)[[0, -1]]
    np.testing.assert_allclose(corners, [[extent.left, extent.top], [extent.right, extent.bottom]], atol=1e-4)


def test_a_line_of_codes_has_a_grid_that_can_be_drawn():
    codes = np.linspace(0, 1, 101, dtype=np.float32)[:, None]
    grid, extent = grid_codes(fit_projection(codes), codes, 2)
    assert extent == pytest.approx((0.01, 0.99, -0.5, 0.5))
    np.testing.assert_allclose(grid, [[0.01], [0.99], [0.01], [0.99]], atol=1e-6)


@pytest.mark.parametrize("side", [1, 51])
def test_a_grid_too_small_or_too_large_is_refused(side):
    codes = codes_of(2)
    with pytest.raises(ValueError, match="2 to 50"):
        grid_codes(fit_projection(codes), codes, side)
