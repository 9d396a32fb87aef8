"""Two clouds and a line between them."""

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

NAME = "A line"


def _right(measured: Measured) -> int:
    mean = float(np.mean(measured["accuracy"]))
    return 0 if mean < 75 else 1 if mean < 99 else 2


class Linear(Chapter):
    """One Linear layer on two clouds."""

    kind = "linear"
    number = 1
    heading = "Linear"
    question = (
        "The smallest network there is: one Linear layer with a single output, so two weights and a bias. It is "
        "trained with the mean squared error to give 1 for one cloud of points and 0 for the other, and whatever is "
        "above a half counts as the first. Where its output is exactly a half lies a straight line. Is a line enough?"
    )
    prediction = Prediction(
        "How many points that it has never seen will these three numbers get right?",
        ("About half of them", "About nine in ten", "All of them, or nearly"),
        _right,
    )
    experiments: ClassVar = {NAME: PRESETS["Two clouds"]}
    figures: ClassVar = {
        "accuracy": Figure("Test accuracy", NAME, "%", reported="100 %", reported_value=100.0, to_reach=100.0),
    }
    conclusion = (
        "Two clouds that stand apart need no more than a line, and gradient descent finds one within the first few "
        "updates. The cost does not fall to zero all the same: no plane is 1 on the whole of one cloud and 0 on the "
        "whole of the other. The cost measures the distance to the targets, the accuracy only on which side of the "
        "line a point lies."
    )
    next_goal = Goal(
        "Four clouds (XOR): 99 % test accuracy with at most 4 parameters.",
        "No line parts these clouds. But a line in other inputs than x₁ and x₂ may: look under Further inputs.",
        {"kind": "four_gaussians"},
        test_accuracy=99.0,
        parameters=4,
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        return {"accuracy": trained[NAME].test_accuracy}

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        return {**data_of_points(trained[NAME]), **curves_of(trained), **planes_of(trained)}
