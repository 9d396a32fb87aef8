"""Saliency is the gradient by the input."""

import numpy as np
import pytest

from playground.analysis.interpretability.saliency import saliency
from tests.playground.analysis.interpretability.networks import CONV, FLATTEN, LINEAR, RELU, image, network

TANH = {"kind": "tanh"}


def residual(rows):
    return {"kind": "residual", "rows": rows}


@pytest.mark.parametrize(
    "layers",
    [
        (FLATTEN, LINEAR),
        (CONV, TANH, FLATTEN, {"kind": "dropout"}, LINEAR, {"kind": "softmax"}),
        (CONV, RELU, {"kind": "max_pool2d"}, FLATTEN, LINEAR),
        (CONV, TANH, residual(1), {"kind": "softmax"}, residual(2), FLATTEN, LINEAR, {"kind": "dropout"}, residual(1)),
        (CONV, {"kind": "batch_norm"}, {"kind": "average_pool2d"}, {"kind": "tanh"}, FLATTEN, LINEAR),
    ],
)
def test_it_equals_central_differences(layers):
    inside = network(*layers, dtype=np.float64)
    for layer in inside.model.layers:
        if "variance" in layer.params:
            layer.params["variance"][...] = 1.5
    weights = inside.model.theta.copy()
    picture = image().astype(np.float64)
    found = saliency(inside, picture, 7)
    step = 1e-6
    for place in np.ndindex(3, 8):
        up, down = picture.copy(), picture.copy()
        up[place] += step
        down[place] -= step
        z = inside.model.forward(np.stack([up, down]))
        assert found[(*place, 0)] == pytest.approx((z[0, 7] - z[1, 7]) / (2 * step), abs=1e-6)
    np.testing.assert_array_equal(inside.model.theta, weights)
