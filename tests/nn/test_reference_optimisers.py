"""Optimisers beside PyTorch's `torch.optim` over four steps, and penalties beside its `backward`."""

import numpy as np
import pytest

from nn import Penalty, Sequential
from nn.layers import BatchNorm, Conv1D, Conv2D, Flatten, Linear, Reshape
from nn.optimiser import Optimiser
from nn.registry import make
from tests.nn.reference import EVERY_PRECISION, close, named, table

START = "0.5 -0.5 0"
GRADIENTS = ["1 0.5 2e-8", "-2 0.25 1e-8", "0.5 -1 -3e-8", "0 0.5 1e-8"]
"""The third parameter's are near the epsilon of 1e-8, so that its place and its size are seen in every step."""

STEPS = [
    (
        {"kind": "sgd"},
        "0.4 -0.55 -2e-9",
        "0.6 -0.575 -3e-9",
        "0.55 -0.475 0",
        "0.55 -0.525 -1e-9",
    ),
    (
        {"kind": "sgd", "learning_rate": 0.5, "momentum": 0.5},
        "0 -0.75 -1e-8",
        "0.75 -1 -2e-8",
        "0.875 -0.625 -1e-8",
        "0.9375 -0.6875 -1e-8",
    ),
    (
        {"kind": "sgd", "learning_rate": 0.5, "momentum": 0.9, "nesterov": True},
        "-0.45 -0.975 -1.9e-8",
        "1.045 -1.415 -3.66e-8",
        "1.0155 -0.7485 -1.944e-8",
        "1.21395 -1.07365 -2.6996e-8",
    ),
    (
        {"kind": "rmsprop"},
        "0.40000001 -0.59999998 -0.01666666667",
        "0.4895323022 -0.6449012974 -0.02484521702",
        "0.4675849505 -0.5574273384 -0.002994720087",
        "0.4675849505 -0.5976684613 -0.01021840804",
    ),
    (
        {"kind": "rmsprop", "learning_rate": 0.5, "decay": 0.75},
        "-0.49999998 -1.49999996 -0.5",
        "0.4176629471 -1.99999994 -0.75",
        "0.1615891898 -1.082337021 -0.2009618943",
        "0.1615891898 -1.550501601 -0.3946748377",
    ),
    (
        {"kind": "rmsprop", "learning_rate": 0.5, "decay": 0.0},
        "4.999999914e-9 -0.99999999 -0.3333333333",
        "0.5000000025 -1.49999997 -0.5833333333",
        "1.249999981e-8 -0.999999975 -0.2083333333",
        "1.249999981e-8 -1.499999965 -0.4583333333",
    ),
    (
        {"kind": "adam"},
        "0.497 -0.5029999999 -0.002",
        "0.4980983106 -0.5057965388 -0.003712987726",
        "0.4985083826 -0.5051774677 -0.003544867821",
        "0.4988442886 -0.5054105238 -0.003713606032",
    ),
    (
        {"kind": "adam", "learning_rate": 0.5, "beta1": 0.5, "beta2": 0.75},
        "4.999999914e-9 -0.99999999 -0.3333333333",
        "0.3034884925 -1.44095853 -0.5987411292",
        "0.3591183446 -1.141926799 -0.4244177005",
        "0.3917149384 -1.193537093 -0.4244177005",
    ),
    (
        {"kind": "adam", "learning_rate": 0.5, "beta1": 0.9, "beta2": 0.5},
        "4.999999914e-9 -0.99999999 -0.3333333333",
        "0.1671277135 -1.521026025 -0.6385433267",
        "0.242766719 -1.434676008 -0.6128697076",
        "0.3212942679 -1.471920309 -0.642094651",
    ),
    (
        # without any memory the steps are RMSprop's without decay
        {"kind": "adam", "learning_rate": 0.5, "beta1": 0.0, "beta2": 0.0},
        "4.999999914e-9 -0.99999999 -0.3333333333",
        "0.5000000025 -1.49999997 -0.5833333333",
        "1.249999981e-8 -0.999999975 -0.2083333333",
        "1.249999981e-8 -1.499999965 -0.4583333333",
    ),
    (
        {"kind": "adamw"},
        "0.496985 -0.5029849999 -0.002",
        "0.4980684011 -0.5057664492 -0.003712927726",
        "0.498463531 -0.5051322052 -0.003544696433",
        "0.4987844831 -0.5053501073 -0.003713328303",
    ),
    (
        {"kind": "adamw", "learning_rate": 0.5, "beta1": 0.5, "beta2": 0.75, "epsilon": 1e-4, "decay": 0.5},
        "-0.124950005 -0.87490002 -9.9980004e-05",
        "0.2097575656 -1.097016931 -0.0001416415921",
        "0.2129436946 -0.5237726868 -4.910135102e-05",
        "0.1923011777 -0.4444318202 -3.682601326e-05",
    ),
]


@pytest.mark.parametrize(
    ("data", "expected"), [pytest.param(data, expected, id=named(data)) for data, *expected in STEPS]
)
@EVERY_PRECISION
def test_optimisers_go_the_way_of_the_reference(data, expected, dtype):
    optimiser, theta = make(Optimiser, data), table(START, dtype)
    for gradient, place in zip(GRADIENTS, expected, strict=True):
        optimiser.update(theta, table(gradient, dtype))
        close(theta, place, dtype)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"l1": 0.25}, "0.25 -0.25 0 -0.25"),
        ({"l2": 0.5}, "1 -0.25 0 -1.5"),
        ({"l1": 0.25, "l2": 0.5}, "1.25 -0.5 0 -1.75"),
    ],
)
@EVERY_PRECISION
def test_penalties_add_the_gradient_of_l1_times_sizes_and_half_l2_times_squares(settings, expected, dtype):
    # of 0.25 (2 + 0.5 + 0 + 3) and 0.5 (4 + 0.25 + 0 + 9) / 2, on top of the gradient 1; the last value is no weight
    theta, gradient = table("2 -0.5 0 -3 7", dtype), np.ones(5, dtype)
    Penalty(**settings).add_gradient(theta, gradient, [slice(0, 2), slice(2, 4)])
    close(gradient[:4] - 1, expected, dtype)
    assert gradient[4] == 1


def test_penalties_pull_at_the_weights_of_every_layer_and_at_nothing_else():
    layers = [Conv2D(2, kernel=2), BatchNorm(), Reshape((4, 2)), Conv1D(2, kernel=2), Flatten(), Linear(3)]
    model = Sequential(layers).build((3, 3, 1), np.random.default_rng(0), np.float64)
    model.theta[...], model.dtheta[...] = 2, 0
    Penalty(l1=0.25, l2=0.5).add_gradient(model.theta, model.dtheta, model.weights)
    for layer in layers:
        for name, gradient in layer.grads.items():
            np.testing.assert_array_equal(gradient, 1.25 if name == "weights" else 0)
