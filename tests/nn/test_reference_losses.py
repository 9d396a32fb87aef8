"""Losses and their gradients beside PyTorch's `mse_loss`, `huber_loss`, `binary_cross_entropy_with_logits` and
`cross_entropy`, and beside scikit-learn's `hinge_loss`."""

import numpy as np
import pytest

from nn.loss import Loss
from nn.losses import MSE, CrossEntropy
from nn.registry import make
from tests.nn.reference import EVERY_PRECISION, close, named, table

Z = "1 2 0.5, 0 -1 -3"
CASES = [
    ("mse", Z, "1 0 0, 0.5 -1 2", 4.916666667, "0 0.6666666667 0.1666666667, -0.1666666667 0 -1.666666667"),
    (
        "bce",
        Z,
        "1 0 0.25, 0 1 0.5",
        1.140710484,
        "-0.04482357023 0.146799513 0.0620765552, 0.08333333333 -0.1218430964 -0.07542902114",
    ),
    # far out, by hand: 40 from each of the first two outputs, 1000 from the third, log 2 from each of the last two
    (
        "bce",
        "-40 40 1000 -1000 0 0",
        "1 0 0 0 0.5 1",
        180.2310491,
        "-0.1666666667 0.1666666667 0.1666666667 0 0 -0.0833333333",
    ),
    (
        "cross_entropy",
        Z,
        [2, 0],
        1.1566905,
        "0.1156119488 0.3142658596 -0.4298778084, -0.1473077437 0.1297482302 0.01755951348",
    ),
    (
        "cross_entropy",
        Z,
        "0.5 0.25 0.25, 0 1 0",
        1.3441905,
        "-0.1343880512 0.1892658596 -0.05487780842, 0.3526922563 -0.3702517698 0.01755951348",
    ),
    # far out: 1000 from the first sample, log(1 + 2e) from the second
    (
        "cross_entropy",
        "1000 0 -1000, -800 -800 -801",
        [1, 2],
        500.9309974,
        "0.5 -0.5 0, 0.2111593991 0.2111593991 -0.4223187983",
    ),
    (
        "huber",
        Z,
        "1 0 0, 0.5 -1 2",
        1.041666667,
        "0 0.1666666667 0.08333333333, -0.08333333333 0 -0.1666666667",
    ),
    # by scikit-learn's hinge_loss, its gradient by PyTorch's autograd of (z + 1 - one_hot).max(1) - z[class]
    ("hinge", Z, [2, 0], 1.25, "0 0.5 -0.5, 0 0 0"),
    ("hinge", Z, "0 0 1, 0 1 0", 2.25, "0 0.5 -0.5, 0.5 -0.5 0"),
]
MORE = f"{Z}, 2 0 1"
SETTINGS = [
    (
        {"kind": "huber", "delta": 2.5},
        Z,
        "1 0 0, 0.5 -1 2",
        1.9375,
        "0 0.3333333333 0.08333333333, -0.08333333333 0 -0.4166666667",
    ),
    # label_smoothing
    (
        {"kind": "cross_entropy", "smoothing": 0.1},
        Z,
        [2, 0],
        1.190023834,
        "0.09894528214 0.2975991929 -0.3965444751, -0.1139744103 0.1130815635 0.000892846813",
    ),
    (
        {"kind": "cross_entropy", "smoothing": 0.3},
        Z,
        "0.5 0.25 0.25, 0 1 0",
        1.3879405,
        "-0.1093880512 0.1767658596 -0.06737780842, 0.3026922563 -0.2702517698 -0.03244048652",
    ),
    # ignore_index=-1
    (
        {"kind": "cross_entropy", "ignore": True},
        MORE,
        [2, -1, 0],
        1.185987374,
        "0.1156119488 0.3142658596 -0.4298778084, 0 0 0, -0.1673795221 0.04501528659 0.1223642355",
    ),
    (
        {"kind": "cross_entropy", "ignore": True, "smoothing": 0.2},
        MORE,
        [2, -1, 0],
        1.219320708,
        "0.08227861548 0.2809325263 -0.3632111418, 0 0 0, -0.1007128554 0.01168195325 0.08903090219",
    ),
    (
        {"kind": "hinge"},
        MORE,
        [1, 1, 2],
        1.333333333,
        "0.3333333333 -0.3333333333 0, " * 2 + "0.3333333333 0 -0.3333333333",
    ),
]
EVERY = [*(({"kind": kind}, *numbers) for kind, *numbers in CASES), *SETTINGS]


@pytest.mark.parametrize(("data", "z", "y", "value", "gradient"), EVERY, ids=[named(case[0]) for case in EVERY])
@EVERY_PRECISION
def test_losses_have_the_values_and_gradients_of_the_reference(data, z, y, value, gradient, dtype):
    outputs = table(z, dtype).reshape(-1, 3)
    targets = table(y, dtype).reshape(-1, 3) if isinstance(y, str) else np.array(y)
    loss = make(Loss, data)
    found, slope = loss.value_and_gradient(outputs, targets)
    close(found, f"{value}", dtype)
    close(loss.value(outputs, targets), f"{value}", dtype)
    close(slope, gradient, dtype)


def test_the_mean_is_over_all_outputs_also_of_signals():
    z, y = table("1, -2 / 0.5, 3").reshape(2, 2, 1), table("0, 1 / 0.5, 1").reshape(2, 2, 1)
    value, gradient = MSE().value_and_gradient(z, y)
    assert value == 3.5
    close(gradient, "0.5, -1.5 / 0, 1")


def test_cross_entropy_adds_up_the_positions_of_a_sample():
    # two positions in one sample: twice PyTorch's mean over both
    z, y = table(Z).reshape(1, 2, 3), table("1 0 0, 0 0.5 0.5").reshape(1, 2, 3)
    value, gradient = CrossEntropy().value_and_gradient(z, y)
    close(value, "3.813381001")
    close(gradient, "-0.7687761024 0.6285317192 0.1402443832, 0.7053845127 -0.2405035397 -0.464880973")
