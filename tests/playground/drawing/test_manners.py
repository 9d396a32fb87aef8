"""Manners of writing, drawn into digits."""

import numpy as np
import pytest

from playground.drawing import Drawing, image_of
from playground.drawing.manners import with_manner, with_manner_inked
from tests.own_strokes import drawing_of

OVAL = drawing_of(0)
UPRIGHT, SEVEN = drawing_of(1), drawing_of(7)


def points(stroke):
    return np.array(stroke)


@pytest.mark.parametrize("seed", range(20))
def test_a_slash_goes_through_the_whole_zero(seed):
    drawing = with_manner(OVAL, 0, np.random.default_rng(seed))
    assert drawing.strokes[0] == OVAL.strokes[0]
    (slash,) = map(points, drawing.strokes[1:])
    zero = points(OVAL.strokes[0])
    extent = np.ptp(zero, axis=0)
    assert (np.abs(np.diff(slash, axis=0)[0]) >= 0.45 * extent).all()
    assert (np.abs(slash.mean(axis=0) - zero.mean(axis=0)) < 0.25 * extent).all()


@pytest.mark.parametrize("seed", range(20))
def test_a_bar_crosses_the_stem_of_a_seven(seed):
    drawing = with_manner(SEVEN, 7, np.random.default_rng(seed))
    (bar,) = map(points, drawing.strokes[1:])
    seven = points(SEVEN.strokes[0])
    near = seven[np.abs(seven[:, 1] - bar[:, 1].mean()) < 0.05]
    assert bar[0, 0] < near[:, 0].mean() < bar[1, 0]
    assert abs(bar[0, 1] - bar[1, 1]) < 0.5 * (bar[1, 0] - bar[0, 0])


def test_a_one_gets_a_foot_a_flag_both_or_neither():
    rng = np.random.default_rng(0)
    found = [with_manner(UPRIGHT, 1, rng) for _ in range(60)]
    top, bottom = points(UPRIGHT.strokes[0])[:, 1].min(), points(UPRIGHT.strokes[0])[:, 1].max()
    kinds = set()
    for drawing in found:
        others = [points(stroke) for stroke in drawing.strokes if stroke != UPRIGHT.strokes[0]]
        feet = [bool((np.abs(stroke[:, 1] - bottom) < 0.1).all()) for stroke in others]
        assert all(foot or np.abs(stroke[:, 1] - top).min() < 1e-9 for foot, stroke in zip(feet, others, strict=True))
        kinds.add((feet.count(True), feet.count(False)))
    assert kinds == {(0, 0), (1, 0), (0, 1), (1, 1)}


def test_other_digits_and_those_that_have_it_stay_as_they_are():
    rng = np.random.default_rng(0)
    assert with_manner(drawing_of(3), 3, rng) is not None
    assert with_manner(drawing_of(3), 3, rng) == drawing_of(3)
    barred = drawing_of(7, 1)
    assert len(barred.strokes) == 2
    assert with_manner(barred, 7, rng) == barred
    flagged = Drawing((((0.2, 0.4), (0.6, 0.1), (0.6, 0.9)),))
    assert with_manner(flagged, 1, rng) == flagged
    ink = image_of(drawing_of(3), (28, 28))[..., 0]
    assert with_manner_inked(ink, 3, rng) is ink
    empty = np.zeros((28, 28), np.float32)
    assert with_manner_inked(empty, 0, rng) is empty


@pytest.mark.parametrize("digit", [0, 7])
def test_ink_is_added_to_an_image_and_none_taken_away(digit):
    ink = image_of(drawing_of(digit), (28, 28))[..., 0]
    rng = np.random.default_rng(1)
    for _ in range(10):
        mannered = with_manner_inked(ink, digit, rng)
        assert (mannered >= ink).all()
        assert mannered.max() <= 1
        assert 8 < (mannered - ink).sum() < 70
