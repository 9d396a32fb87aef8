"""Filters that slide over the pixels as over a signal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from playground.experiment.presets import PRESETS
from playground.report.chapter import Chapter
from playground.report.figure import Figure
from playground.report.goal import Goal
from playground.report.prediction import Measured, Prediction
from playground.report.shown import curves_of, digits_of
from playground.report.training import Trained

FEW, ALL = "100 images", "All images"
MOST_SECONDS = 60.0


def _carries_over(measured: Measured) -> int:
    mean = float(np.mean(measured["few test"]))
    return 0 if mean >= 93 else 1 if mean >= 65 else 2


class Convolution(Chapter):
    """The report's convolution, on its 100 images and on all of them."""

    kind = "convolution"
    number = 7
    heading = "Convolution"
    question = (
        "The 256 pixels are read as one long signal, row after row, and 32 filters, three pixels long, slide over it; "
        "pooling keeps the stronger of every two answers, and two Linear layers make ten outputs of what is left. The "
        "report had patience for 100 images. What do these teach, and what do all 7,291, each of them moved by up to a "
        "pixel, another way in every epoch?"
    )
    prediction = Prediction(
        "Trained on 100 images until it knows them all, how many of the test digits will it read?",
        ("Nearly all: 93 % or more", "About four in five", "Fewer than two in three"),
        _carries_over,
    )
    experiments: ClassVar = {
        FEW: PRESETS["USPS digits, 100 images, Conv1D (the report's)"],
        ALL: PRESETS["USPS digits, Conv1D"],
    }
    figures: ClassVar = {
        "few train": Figure("Training accuracy", FEW, "%", reported="94 %", reported_value=94.0, to_reach=99.0),
        "few test": Figure("Test accuracy", FEW, "%"),
        "all test": Figure("Test accuracy", ALL, "%", reported="too slow", to_reach=93.5),
        "all seconds": Figure("Time to train", ALL, "s", reported="too slow", to_reach=MOST_SECONDS, at_most=True),
    }
    small_epochs = 10
    conclusion = (
        "A hundred images are soon known by heart: 400,000 parameters can simply remember them, and the training "
        "accuracy says nothing of other images. The test accuracy does, and it wants more images rather than more "
        "training. What kept the report from that was the speed of its loops: here all windows of a batch are gathered "
        "and one matrix product does the whole convolution. Along a signal the filters see only what lies left and "
        "right of a pixel; what lies above and below is sixteen places away."
    )
    next_goal = Goal(
        "USPS with 100 training images: 85 % test accuracy.",
        "Make more of the hundred: move, turn and slant them in training, and let the filters see rows and columns.",
        {"kind": "usps", "subset": 100},
        test_accuracy=85.0,
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        return {
            "few train": trained[FEW].train_accuracy,
            "few test": trained[FEW].test_accuracy,
            "all test": trained[ALL].test_accuracy,
            "all seconds": trained[ALL].run.seconds,
        }

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        return {**curves_of(trained), **digits_of(trained[ALL])}
