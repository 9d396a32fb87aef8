"""First weights: bounds and deviations that the papers' formulas give, done by hand for sizes that make them round.

Of a convolution, each output sees places · channels in, and each input reaches places · channels out, as fan in and fan
out are counted by PyTorch's `torch.nn.init`.
"""

import math

import numpy as np
import pytest

from nn import Sequential
from nn.layers import Conv2D
from nn.module import Module
from nn.registry import make
from nn.sobel import load_sobel
from tests.nn.reference import close, named, table

UNIFORM = [
    # sqrt(6 / (inputs + outputs))
    ({"kind": "linear", "units": 400, "initialisation": "xavier"}, (200,), 0.1),
    ({"kind": "linear", "units": 300}, (300,), 0.1),
    ({"kind": "conv1d", "channels": 40, "kernel": 20}, (30, 80), 0.05),
    ({"kind": "conv2d", "channels": 64, "kernel": 5}, (6, 6, 32), 0.05),
    # sqrt(1 / inputs)
    ({"kind": "linear", "units": 300, "initialisation": "small"}, (400,), 0.05),
    ({"kind": "conv1d", "channels": 50, "kernel": 20, "initialisation": "small"}, (30, 20), 0.05),
    ({"kind": "conv2d", "channels": 100, "kernel": 5, "initialisation": "small"}, (6, 6, 16), 0.05),
]
NORMAL = [
    # sqrt(2 / inputs)
    ({"kind": "linear", "units": 300, "initialisation": "he"}, (200,), 0.1),
    ({"kind": "conv1d", "channels": 100, "kernel": 8, "initialisation": "he"}, (30, 100), 0.05),
    ({"kind": "conv2d", "channels": 100, "kernel": 5, "initialisation": "he"}, (6, 6, 32), 0.05),
]
DRAWN = [
    # sqrt(6 / (21 + 3)); sqrt(6 / (9 + 27)), 9 places from 1 channel to 3
    ({"kind": "linear", "units": 3}, (21,), 0.5),
    ({"kind": "conv2d", "channels": 3}, (5, 5, 1), 0.4082482905),
]


def weights(module, shape):
    layer = make(Module, module)
    Sequential([layer]).build(shape, np.random.default_rng(0), np.float64)
    assert not layer.params["bias"].any()
    return layer.params["weights"].ravel()


def ids(value):
    return named(value) if isinstance(value, dict) else ""


@pytest.mark.parametrize(("module", "shape", "bound"), UNIFORM, ids=ids)
def test_uniform_weights_fill_their_bound_evenly(module, shape, bound):
    values = weights(module, shape)
    sharp = 4 / math.sqrt(values.size)
    assert 0.999 * bound < values.max() <= bound
    assert -bound <= values.min() < -0.999 * bound
    assert values.mean() == pytest.approx(0, abs=sharp * bound)
    assert values.std() == pytest.approx(bound / math.sqrt(3), rel=sharp)
    assert (np.abs(values) < bound / 4).mean() == pytest.approx(0.25, abs=sharp)


@pytest.mark.parametrize(("module", "shape", "deviation"), NORMAL, ids=ids)
def test_normal_weights_have_their_deviation_and_their_tails(module, shape, deviation):
    values = weights(module, shape)
    sharp = 4 / math.sqrt(values.size)
    assert values.mean() == pytest.approx(0, abs=sharp * deviation)
    assert values.std() == pytest.approx(deviation, rel=sharp)
    for sigmas, share in ((1, 0.6827), (2, 0.9545), (3, 0.9973)):
        assert (np.abs(values) < sigmas * deviation).mean() == pytest.approx(share, abs=sharp / 2)


@pytest.mark.parametrize(("module", "shape", "bound"), DRAWN, ids=ids)
def test_the_draws_are_those_of_numpys_generator(module, shape, bound):
    values = weights(module, shape)
    np.testing.assert_allclose(values, np.random.default_rng(0).uniform(-bound, bound, values.size), rtol=1e-9)


def test_zeros_are_zero():
    assert not weights({"kind": "linear", "units": 5, "initialisation": "zeros"}, (4,)).any()


def test_sobels_filters_look_for_ink_below_and_ink_on_the_right():
    # filters of ones, twos and threes are sqrt(9) · (1, 2, 3) long, 6 on average; Sobel's are sqrt(12)
    weights, bias = np.ones((3, 3, 1, 3), np.float32) * np.float32([1, 2, 3]), np.ones(3, np.float32)
    load_sobel(weights, bias)
    lying, upright, other = np.moveaxis(weights[:, :, 0], -1, 0)
    close(lying / 1.7320508076, "-1 -2 -1, 0 0 0, 1 2 1", np.float32)
    close(upright / 1.7320508076, "-1 0 1, -2 0 2, -1 0 1", np.float32)
    assert (other == 3).all()
    assert bias.tolist() == [0, 0, 1]


def test_sobels_filters_stand_in_the_middle_and_share_their_length_among_the_channels_in():
    # 5 · 5 · 2 ones are sqrt(50) long, and so is sqrt(50 / 12 / 2) times Sobel's filter, twice
    weights = np.ones((5, 5, 2, 1), np.float32)
    load_sobel(weights, None)
    for channel in range(2):
        close(
            weights[:, :, channel, 0] / 1.4433756730,
            "0 0 0 0 0, 0 -1 -2 -1 0, 0 0 0 0 0, 0 1 2 1 0, 0 0 0 0 0",
            np.float32,
        )


def test_an_even_kernel_has_its_odd_row_and_column_behind_sobels_filters():
    # sqrt(16 / 12)
    weights = np.ones((4, 4, 1, 1), np.float32)
    load_sobel(weights, None)
    close(weights / 1.1547005384, "-1 -2 -1 0, 0 0 0 0, 1 2 1 0, 0 0 0 0", np.float32)


def test_a_convolution_with_sobels_filters_answers_edges():
    # ink on the right of paper for channel 1; the same image on its side for channel 0
    layer = Conv2D(4, kernel=3, sobel=True)
    model = Sequential([layer]).build((3, 3, 1), np.random.default_rng(0), np.float64)
    image = table("0 0 1, 0 0 1, 0 0 1").reshape(1, 3, 3, 1)
    upright, lying = model.predict(image).ravel(), model.predict(image.swapaxes(1, 2)).ravel()
    length = np.sqrt(np.square(layer.params["weights"]).sum(axis=(0, 1, 2)))
    close(upright[:2] / length[1], "0 1.1547005384", np.float32)  # (1 + 2 + 1) / sqrt(12)
    close(lying[:2] / length[0], "1.1547005384 0", np.float32)
