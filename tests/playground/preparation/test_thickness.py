"""Strokes made thicker and thinner."""

import numpy as np

from playground.preparation.thickness import thickened


def image(*rows):
    return np.array(rows, np.float32)[None, ..., None]


DOT = image([0, 0, 0], [0, 1, 0], [0, 0, 0])
CROSS = image([0, 1, 0], [1, 1, 1], [0, 1, 0])


def test_a_pixel_thicker_each_value_is_the_largest_around_it():
    np.testing.assert_array_equal(thickened(DOT, 1.0), CROSS)
    np.testing.assert_array_equal(thickened(0.25 * DOT, 1.0), 0.25 * CROSS)
    assert thickened(DOT, 2.0).sum() == 9


def test_a_part_of_a_pixel_goes_that_share_of_the_way():
    half = thickened(DOT, 0.5)
    np.testing.assert_array_equal(half, 0.5 * (DOT + CROSS))
    np.testing.assert_allclose(thickened(DOT, 1.25), 0.75 * CROSS + 0.25 * thickened(CROSS, 1.0))


def test_thinner_ink_is_thicker_paper_from_beyond_the_edges_too():
    np.testing.assert_array_equal(thickened(CROSS, -1.0), DOT)
    np.testing.assert_array_equal(thickened(np.ones_like(DOT), -1.0), DOT)
    np.testing.assert_array_equal(thickened(DOT, -0.25), 0.75 * DOT)


def test_the_images_that_are_given_stay_as_they_are():
    ink = DOT.copy()
    assert thickened(ink, 0.0) is not ink
    thickened(ink, 1.0)
    thickened(ink, -1.0)
    np.testing.assert_array_equal(ink, DOT)
