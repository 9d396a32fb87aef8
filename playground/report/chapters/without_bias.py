"""Four clouds, a hidden layer, and no bias anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from playground.experiment.presets import PRESETS
from playground.report.chapter import Chapter
from playground.report.figure import Figure
from playground.report.goal import Goal
from playground.report.prediction import Measured, Prediction
from playground.report.shown import curves_of, data_of_points, planes_of
from playground.report.training import Trained

NAME = "No bias anywhere"


def _works(measured: Measured) -> int:
    mean = float(np.mean(measured["accuracy"]))
    return 0 if mean >= 95 else 1 if mean >= 65 else 2


class WithoutBias(Chapter):
    """A hidden layer without biases on clouds that no line separates."""

    kind = "without_bias"
    number = 2
    heading = "Non-linear, no bias"
    question = (
        "Four clouds, the opposite ones of one class: no line separates them. So a hidden layer of ten units with "
        "tanh is put in between. There is no bias in either layer, and the inputs are the two coordinates alone. Can "
        "ten bent units do it?"
    )
    prediction = Prediction(
        "Will it work without a bias?",
        (
            "Yes: ten units are plenty for four clouds",
            "In part: about three quarters of the points",
            "No: it does no better than a tossed coin",
        ),
        _works,
    )
    experiments: ClassVar = {NAME: PRESETS["Four clouds, no bias anywhere"]}
    figures: ClassVar = {"accuracy": Figure("Test accuracy", NAME, "%", reported="very bad")}
    conclusion = (
        "It cannot work, however long it is trained. Without a bias each unit is tanh(w₁x₁ + w₂x₂), and tanh is odd: "
        "tanh(−a) = −tanh(a). A sum of such units is odd too, so what the network gives for the point opposite, on the "
        "other side of the origin, is the same with the other sign, and after the sigmoid it is the other class. But "
        "here the opposite clouds are of the same class: of two opposite points one is always wrong, which makes one "
        "half. The picture shows it: turn it by half a circle and its colours change places."
    )
    next_goal = Goal(
        "Four clouds (XOR): 99 % test accuracy without a single bias and without the column of ones, with at most 30 "
        "parameters.",
        "The trouble is that tanh is odd. Which activation is not?",
        {"kind": "four_gaussians"},
        test_accuracy=99.0,
        parameters=30,
        biases=False,
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        return {"accuracy": trained[NAME].test_accuracy}

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        return {**data_of_points(trained[NAME]), **curves_of(trained), **planes_of(trained)}
