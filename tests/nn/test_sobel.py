"""A convolution that starts with Sobel's filters, and learns on from them."""

import numpy as np
import pytest

from nn import Sequential
from nn.layers import Conv2D, Flatten, Linear
from nn.losses import CrossEntropy
from nn.module import ShapeError
from nn.optimisers import SGD
from nn.sobel import SOBEL
from nn.training import Trainer


def built(**settings):
    return Sequential([Conv2D(4, **settings), Flatten(), Linear(2)]).build((8, 8, 1), np.random.default_rng(0))


def test_the_first_two_channels_start_as_sobel_filters_and_the_others_as_ever():
    plain, started = (built(sobel=sobel).layers[0].params["weights"] for sobel in (False, True))
    np.testing.assert_array_equal(plain[..., 2:], started[..., 2:])
    for channel, kernel in enumerate(SOBEL):
        factors = started[:, :, 0, channel][kernel != 0] / kernel[kernel != 0]
        np.testing.assert_allclose(factors, factors[0], rtol=1e-6)
        assert factors[0] > 0


def test_they_stand_in_the_middle_of_a_larger_kernel():
    weights = built(sobel=True, kernel=5).layers[0].params["weights"][:, :, 0, 0]
    assert not weights[[0, -1]].any()
    assert not weights[:, [0, -1]].any()
    assert weights[1:4, 1:4].any()


def test_a_kernel_too_small_for_them_is_refused_in_words():
    with pytest.raises(ShapeError, match="Make the kernel at least 3"):
        built(sobel=True, kernel=2)


def test_they_go_on_learning():
    rng = np.random.default_rng(1)
    model = built(sobel=True)
    before = model.layers[0].params["weights"].copy()
    x, y = rng.normal(size=(20, 8, 8, 1)).astype(np.float32), rng.integers(0, 2, 20)
    trainer = Trainer(model, CrossEntropy(), SGD(0.1), x, y, batch_size=5, rng=rng)
    for _ in range(4):
        trainer.step()
    assert (model.layers[0].params["weights"][..., :2] != before[..., :2]).any(axis=(0, 1, 2)).all()
