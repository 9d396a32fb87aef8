"""Orientation is what a person sees in a pattern."""

import numpy as np
import pytest

from nn.sobel import SOBEL
from playground.analysis.interpretability.gratings import bars
from playground.analysis.interpretability.orientation import CLEAR, in_order_of_angle, orientation


def test_sobel_filters_lie_and_stand():
    angle, coherence = orientation(SOBEL[..., None])
    np.testing.assert_allclose(angle, [0, 90], atol=1e-9)
    assert (coherence > 0.7).all()


@pytest.mark.parametrize("degrees", [0, 20, 45, 70, 90, 110, 135, 160])
def test_bars_have_the_angle_they_were_drawn_at(degrees):
    picture = bars((21, 21), angle=degrees, width=5, phase=0)[None]
    angle, coherence = orientation(picture)
    assert abs((angle[0] - degrees + 90) % 180 - 90) < 4
    assert coherence[0] > 0.9


def test_diagonals_are_read_as_a_person_sees_them():
    falling = np.eye(3)
    angle, coherence = orientation(np.stack([falling, falling[::-1]])[..., None])
    np.testing.assert_allclose(angle, [135, 45])
    np.testing.assert_allclose(coherence, 1)


def test_a_spot_a_plain_filter_and_a_single_weight_have_no_direction():
    spot = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    _, coherence = orientation(np.stack([spot, np.ones((3, 3)), np.zeros((3, 3))])[..., None])
    np.testing.assert_allclose(coherence, 0, atol=1e-9)
    assert orientation(np.ones((2, 1, 1, 1)))[1].tolist() == [0, 0]


def test_filters_of_no_clear_direction_stand_behind_the_others():
    coherences = np.array([0.9, CLEAR - 0.01, CLEAR, 0.1])
    assert in_order_of_angle(np.array([120.0, 1.0, 30.0, 0.0]), coherences) == [2, 0, 1, 3]
