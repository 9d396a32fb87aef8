"""Bars lie and stand where they are asked to."""

import numpy as np

from playground.analysis.interpretability.gratings import bars


def stripes():
    return np.array([0, 0, 0, 1, 1, 1, 0, 0, 0])


def test_lying_bars_are_rows_and_upright_ones_columns():
    lying = bars((6, 8), angle=0, width=1, phase=0)[..., 0]
    assert (lying == lying[:, :1]).all()
    upright = bars((6, 8), angle=90, width=2, phase=0)[..., 0]
    np.testing.assert_allclose(upright, upright[:1].repeat(6, axis=0), atol=1e-6)


def test_width_and_phase():
    middle = bars((9, 9), angle=90, width=3, phase=0)[4, :, 0]
    np.testing.assert_allclose(middle, stripes(), atol=1e-6)
    gap = bars((9, 9), angle=90, width=3, phase=0.5)[4, :, 0]
    np.testing.assert_allclose(gap, 1 - stripes(), atol=1e-6)
