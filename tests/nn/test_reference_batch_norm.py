"""Batch normalisation beside PyTorch's `batch_norm`, whose epsilon is 1e-5, over two batches and in predictions."""

import numpy as np
import pytest

from nn import Sequential
from nn.layers import BatchNorm
from tests.nn.reference import Case, close, every_case, table

BATCHES = [
    Case(
        {"kind": "batch_norm", "epsilon": 0.05},
        (2,),
        x="0 -1, 2 0, 3 3",
        params={
            "scale": "2 -0.5",
            "shift": "1 0",
        },
        y="-1.630668209 0.4861017342, 1.526133642 0.1944406937, 3.104534567 -0.6805424279",
        dy="1 -3, -2 2, 0 3",
        dx="0.8301624244 0.4813234185, -2.37579378 -0.6241215461, 1.545631356 0.1427981276",
        grads={
            "scale": "-1.841467746 6.222102198",
            "shift": "-1 2",
        },
    ),
    Case(
        # the second channel's variance is smaller than epsilon
        {"kind": "batch_norm"},
        (2,),
        x="1 0, 2 0.003, 4 0, 5 0.001",
        params={
            "scale": "2 -0.5",
            "shift": "1 0",
        },
        y="-1.529817069 0.1474419562, -0.2649085343 -0.2948839123, 2.264908534 0.1474419562, 3.529817069 0",
        dy="1 -1, 0 2, 2 1, -2 1",
        dx="""
            -0.06324137902 245.2023836, -0.8221885234 -158.6603659, 2.719551325 -49.6815287,
            -1.834121422 -36.86048904
        """,
        grads={
            "scale": "-2.529817069 1.179535649",
            "shift": "1 3",
        },
    ),
    Case(
        # signals
        {"kind": "batch_norm"},
        (3, 2),
        x="1 2, -3 2, 0 0 / 1 -1, 3 -3, -2 -1",
        params={
            "scale": "2 -0.5",
            "shift": "1 0",
        },
        y="""
            1.99999875 -0.6114675904, -1.99999625 -0.6114675904, 1 -0.04703596849 /
            1.99999875 0.2351798425, 3.99999625 0.7996114644, -0.9999975 0.2351798425
        """,
        dy="0 0, 0 -1, 3 -1 / 1 -1, 0 3, -2 1",
        dx="""
            -0.5416654688 -0.3046920559, 0.2916647396 -0.02247624493, 2.666663333 0.3021957776 /
            0.4583332812 0.4645317888, -0.9583305729 -0.3396594325, -1.916665313 -0.09989983309
        """,
        grads={
            "scale": "2.499996875 -6.114675904",
            "shift": "2 1",
        },
    ),
    Case(
        # images
        {"kind": "batch_norm"},
        (2, 2, 2),
        x="""
            3 1, 1 3 / 1 2, 2 -2
            -3 -1, -2 3 / 3 -3, 0 2
        """,
        params={
            "scale": "2 -0.5",
            "shift": "1 0",
        },
        y="""
            3.308332883 -0.08617265744, 1.364473613 -0.5457601638 /
            1.364473613 -0.3159664106, 2.336403248 0.6032086021
            -2.523244927 0.3734148489, -1.551315292 -0.5457601638 /
            3.308332883 0.8330023552, 0.3925439781 -0.3159664106
        """,
        dy="""
            2 -1, -2 3 / -2 -1, 1 2
            1 3, -3 -1 / 1 0, -1 -1
        """,
        dx="""
            1.49914061 0.3253515924, -1.707152858 -0.696964953 /
            -1.707152858 0.273780826, 0.8679235112 -0.209317368
            2.571486192 -0.4906818876, -1.656944885 0.2222100596 /
            0.5272109751 0.3018409047, -0.3945106869 0.273780826
        """,
        grads={
            "scale": "5.770832208 -3.906493804",
            "shift": "-3 4",
        },
    ),
]


@every_case(BATCHES)
def test_batches_have_the_outputs_and_gradients_of_the_reference(case, dtype, order):
    case.check(dtype, order)


FIRST, SECOND = "1 0, 2 2, 4 -3, 5 4", "0 1, 3 1, -3 -2"


def built(**settings):
    model = Sequential([BatchNorm(**settings)]).build((2,), np.random.default_rng(0), np.float64)
    norm = model.layers[0]
    norm.params["scale"][...], norm.params["shift"][...] = (2, -0.5), (1, 0)
    return model, norm.params


@pytest.mark.parametrize(
    ("settings", "running", "prediction"),
    [
        # PyTorch's momentum is what ours leaves to the batch: 0.1
        (
            {},
            [("0.3 0.075", "1.233333333 1.791666667"), ("0.27 0.0675", "2.01 1.9125")],
            "2.029802037 0.0244046127, 3.44048976 -0.6986950229, 6.261865205 1.109054066",
        ),
        # 0.75 there
        (
            {"momentum": 0.25},
            [("2.25 0.5625", "2.75 6.9375"), ("0.5625 0.140625", "7.4375 3.984375")],
            "1.320844258 0.03522507217, 2.054202563 -0.465753732, 3.520919172 0.7866932785",
        ),
    ],
    ids=["default", "quarter"],
)
def test_predictions_use_the_mean_and_the_unbiased_variance_of_the_batches_so_far(settings, running, prediction):
    # by hand: the first batch has the means 3 and 0.75 and the unbiased variances 10/3 and 107/12
    model, params = built(**settings)
    close(params["mean"], "0 0")
    close(params["variance"], "1 1")
    for batch, (mean, variance) in zip((FIRST, SECOND), running, strict=True):
        model.forward(table(batch).reshape(-1, 2), training=True)
        close(params["mean"], mean)
        close(params["variance"], variance)
    close(model.predict(table(FIRST).reshape(-1, 2)[:3]), prediction)


def test_statistics_of_images_are_over_all_positions():
    model = Sequential([BatchNorm()]).build((2, 2, 2), np.random.default_rng(0), np.float64)
    model.forward(table("3 1, 1 3 / 1 2, 2 -2 / -3 -1, -2 3 / 3 -3, 0 2").reshape(2, 2, 2, 2), training=True)
    close(model.layers[0].params["mean"], "0.0625 0.0625")
    close(model.layers[0].params["variance"], "1.383928571 1.441071429")


def test_predictions_take_epsilon_to_the_variance():
    # 1 + 2 · 0.25 / sqrt(2e-5 + 1e-5) and -0.5 · 0.25 / sqrt(1e-5)
    model, params = built()
    params["mean"][...], params["variance"][...] = (0.25, 0), (2e-5, 0)
    close(model.predict(table("0.5 0.25").reshape(1, 2)), "92.28709292 -39.52847075")


def test_a_fresh_one_scales_by_one_and_shifts_by_nothing():
    # mean 3, variance 8/3: (1 - 3) / sqrt(8/3 + 1e-5)
    model = Sequential([BatchNorm()]).build((1,), np.random.default_rng(0), np.float64)
    close(model.forward(table("1, 3, 5").reshape(3, 1), training=True), "-1.224742575 0 1.224742575")
