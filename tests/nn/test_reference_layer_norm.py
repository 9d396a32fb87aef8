"""Layer normalisation beside PyTorch's `layer_norm` of the channels alone, moved to the end and back."""

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import Sequential
from nn.layers import LayerNorm
from nn.module import ShapeError
from tests.nn.reference import Case, every_case

PARAMETERS = {"scale": "2 -0.5 1", "shift": "1 0 -1"}
SAMPLES = [
    Case(
        {"kind": "layer_norm"},
        (3,),
        x="3 0 -2, -2 2 1",
        params=PARAMETERS,
        y="3.595539664 0.08111061451 -2.135548603, -1.74562114 -0.4902894893 -0.6077684086",
        dy="-2 3 3, 3 1 3",
        dx="0.2177137997 -0.5442943925 0.3265805928, -0.1697085558 -0.5091518035 0.6788603593",
        grads={"scale": "-6.713971374 0.4939152915 -2.229951035", "shift": "1 4 6"},
    ),
    Case(
        {"kind": "layer_norm", "epsilon": 0.1},
        (2, 3),
        x="0 0 0, 1 1 1",
        params=PARAMETERS,
        y="1 0 -1, 1 0 -1",
        # of equal channels, by hand: (dz - mean dz) / √0.1
        dy="1 0 1, 3 4 -1",
        dx="3.16227766 -3.16227766 0, 15.8113883 -9.486832981 -6.32455532",
        grads={"scale": "0 0 0", "shift": "4 4 0"},
    ),
]


@every_case(SAMPLES)
def test_normalised_samples_have_the_outputs_and_gradients_of_the_reference(case, dtype, order):
    case.check(dtype, order)
    case.check_prediction(dtype)


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 2**32 - 1), st.floats(0.5, 20), st.floats(-5, 5))
def test_a_sample_is_treated_alike_whatever_its_scale_and_the_samples_beside_it(seed, scale, shift):
    model = Sequential([LayerNorm()]).build((3, 4), np.random.default_rng(0), np.float64)
    x = np.random.default_rng(seed).normal(size=(5, 3, 4)) * 100
    y = model.forward(x, training=True)
    np.testing.assert_allclose(y.mean(axis=-1), 0, atol=1e-9)
    np.testing.assert_allclose(y.std(axis=-1), 1, atol=1e-3)
    np.testing.assert_allclose(model.predict(scale * x[2:3] + shift), y[2:3], atol=1e-3)


def test_a_single_channel_is_refused_in_words():
    with pytest.raises(ShapeError, match=r"at least 2 channels to compare; this is a picture of 8 × 8, .* Take it out"):
        LayerNorm().output_shape((8, 8, 1))
