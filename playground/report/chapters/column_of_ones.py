"""The same network with one more input that is always 1."""

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

NAME = "A column of ones"


def _changes(measured: Measured) -> int:
    mean = float(np.mean(measured["accuracy"]))
    return 0 if mean < 65 else 1 if mean < 99 else 2


class ColumnOfOnes(Chapter):
    """A constant input that stands in for the first layer's biases."""

    kind = "column_of_ones"
    number = 3
    heading = "Non-linear, ones"
    question = (
        "The same four clouds and the same ten units, still without a bias. Only the data has a third column now, and "
        "it is 1 for every point. What can a number do that is the same for all of them?"
    )
    prediction = Prediction(
        "What changes with one more input that is always 1?",
        (
            "Nothing: what is the same for all points tells none of them apart",
            "It becomes better, but not good",
            "Nearly every point comes out right",
        ),
        _changes,
    )
    experiments: ClassVar = {NAME: PRESETS["Four clouds, a column of ones for a bias"]}
    figures: ClassVar = {
        "accuracy": Figure("Test accuracy", NAME, "%", reported="99.9 %", reported_value=99.9, to_reach=99.9),
    }
    small_epochs = 40
    conclusion = (
        "The weight of an input that is always 1 is added to the sum whatever the point: it is a bias under another "
        "name. It lets every unit bend along a line of its own instead of one through the origin, and the network is "
        "no longer odd. Ten such bends are more than enough to fence in four clouds."
    )
    next_goal = Goal(
        "Spirals that wind around the middle twice (Turns 2): 95 % test accuracy with at most 120 parameters.",
        "One hidden layer of ten units stops at about 70 %. Two small ones get further. Take BCE and Adam, and a few "
        "hundred epochs.",
        {"kind": "spirals", "turns": 2.0},
        test_accuracy=95.0,
        parameters=120,
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        return {"accuracy": trained[NAME].test_accuracy}

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        return {**data_of_points(trained[NAME]), **curves_of(trained), **planes_of(trained)}
