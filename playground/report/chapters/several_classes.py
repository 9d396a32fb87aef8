"""Ten digits, ten outputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from playground.experiment.presets import PRESETS
from playground.report.chapter import Chapter
from playground.report.figure import Figure
from playground.report.goal import Goal
from playground.report.prediction import Measured, Prediction
from playground.report.shown import curves_of, data_of_images, digits_of
from playground.report.training import Trained

NAME = "Two layers"


def _right(measured: Measured) -> int:
    mean = float(np.mean(measured["accuracy"]))
    return 0 if mean < 80 else 1 if mean < 92 else 2


class SeveralClasses(Chapter):
    """Handwritten digits by a hidden layer and softmax."""

    kind = "several_classes"
    number = 5
    heading = "Several classes"
    question = (
        "Digits from envelopes, 16 × 16 pixels each, written by many people. The image is laid out as a row of "
        "256 numbers, a hidden layer of 100 units reads it, and ten outputs, one a digit, compete by softmax; "
        "cross-entropy asks that the right one gets all the belief. The network does not know which pixels are "
        "neighbours. How well can it read?"
    )
    prediction = Prediction(
        "How many of the 2,007 test digits, known to be harder than the others, will it read?",
        ("Fewer than 80 %", "80 to 92 %", "92 % or more"),
        _right,
    )
    experiments: ClassVar = {NAME: PRESETS["USPS digits, two layers (the report's)"]}
    figures: ClassVar = {
        "accuracy": Figure("Test accuracy", NAME, "%", reported="85.85 %", reported_value=85.85, to_reach=92.5),
        "training": Figure("Training accuracy", NAME, "%"),
        "seconds": Figure("Time to train", NAME, "s"),
    }
    conclusion = (
        "A plain network reads most digits without being told that an image has rows and columns. The stack is the "
        "report's own; only the training is another: mini-batches of 32, momentum, 20 epochs. The training digits "
        "are read almost without a mistake and the test digits are not: what is missing is not length of training "
        "but something that carries over to other hands. One thing is odd about the stack: its last tanh holds "
        "the outputs between −1 and 1, and softmax can make no more of that than e / (e + 9/e) = 45 % of belief in one "
        "digit."
    )
    next_goal = Goal(
        "USPS: 95 % test accuracy with at most 9,000 parameters.",
        "The two layers have 26,710. Filters that are used at every place of the image are cheaper; and images that "
        "are moved and turned in training (Preparation) are like more images.",
        {"kind": "usps"},
        test_accuracy=95.0,
        parameters=9_000,
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        each = trained[NAME]
        return {"accuracy": each.test_accuracy, "training": each.train_accuracy, "seconds": each.run.seconds}

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        return {**data_of_images(trained[NAME]), **curves_of(trained), **digits_of(trained[NAME])}
