"""Chapter: improvements that the report named as possible and did not make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from nn.registry import Data
from playground.experiment import Experiment
from playground.experiment.presets import FLATTEN, PRESETS
from playground.report.chapter import Chapter
from playground.report.figure import Figure
from playground.report.goal import Goal
from playground.report.ingredients import gain_text
from playground.report.prediction import Measured, Prediction
from playground.report.shown import curves_of, digits_of
from playground.report.training import Trained

SIGNAL = PRESETS["USPS digits, Conv1D"]
PLAIN, AVERAGE, PLANE, SOBEL = "Conv1D", "Average pooling", "Two dimensions", "Sobel start"
NOT_DONE = "not done"
MOST_SECONDS = 60.0


def _averaged() -> Experiment:
    average: Data = {"kind": "average_pool1d", "size": 2}
    layers = tuple(average if layer.kind == "max_pool1d" else layer for layer in SIGNAL.layers)
    return SIGNAL.changed(layers=layers)


def _two_dimensions(*, sobel: bool) -> Experiment:
    """The report's stack with windows of 3 × 3 and 2 × 2 in the place of 3 and 2."""
    convolution: Data = {"kind": "conv2d", "channels": 32, "kernel": 3, "sobel": sobel}
    head = SIGNAL.layers[-3:]
    return SIGNAL.changed(layers=(convolution, {"kind": "max_pool2d", "size": 2}, FLATTEN, *head))


def _most_gained(measured: Measured) -> int:
    return int(np.argmax([np.mean(measured[name]) for name in ("average", "plane", "sobel")]))


class Improvements(Chapter):
    """A faster convolution, average pooling, two dimensions and filters for upright and lying edges."""

    kind = "improvements"
    number = 8
    heading = "Improvements"
    question = (
        "The report ended with four things that it would have liked to do: a faster convolution, average instead of "
        "max pooling, convolution in two dimensions, and a way to see upright and lying strokes. Here each is done, "
        "on all images, with everything else as it was: the same seeds, the same optimiser, the same number of "
        "epochs. The gain is the difference in test accuracy to the network without the change. For the strokes, two "
        "of the 32 filters start as Sobel's edge filters and go on learning, beside a network whose filters all "
        "start at random."
    )
    prediction = Prediction(
        "Which of the three changes of the network gains the most?",
        ("Average instead of max pooling", "Two dimensions instead of one", "Sobel's filters to start with"),
        _most_gained,
    )
    experiments: ClassVar = {
        PLAIN: SIGNAL,
        AVERAGE: _averaged(),
        PLANE: _two_dimensions(sobel=False),
        SOBEL: _two_dimensions(sobel=True),
    }
    figures: ClassVar = {
        "seconds": Figure(
            "Faster convolution: time to train on all images",
            PLAIN,
            "s",
            reported="too slow for more than 100 images",
            to_reach=MOST_SECONDS,
            at_most=True,
        ),
        "average": Figure("Gain of average over max pooling", AVERAGE, "points", reported=NOT_DONE),
        "plane": Figure("Gain of two dimensions over one", PLANE, "points", reported=NOT_DONE),
        "sobel": Figure(
            "Gain of a Sobel start over a random one, in two dimensions", SOBEL, "points", reported=NOT_DONE
        ),
        "plain test": Figure("Test accuracy", PLAIN, "%"),
        "plane test": Figure("Test accuracy", PLANE, "%"),
    }
    small_epochs = 10
    conclusion = (
        "A gain that is smaller than its spread over the seeds is no gain to speak of: another seed may turn it round."
    )
    next_goal = Goal(
        "USPS: 96 % test accuracy with at most 4,000 parameters.",
        "Two small convolutions with padding, each with pooling behind it, straight into the ten outputs; and images "
        "varied in training.",
        {"kind": "usps"},
        test_accuracy=96.0,
        parameters=4_000,
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        accuracy = {name: each.test_accuracy for name, each in trained.items()}
        return {
            "seconds": trained[PLAIN].run.seconds,
            "average": accuracy[AVERAGE] - accuracy[PLAIN],
            "plane": accuracy[PLANE] - accuracy[PLAIN],
            "sobel": accuracy[SOBEL] - accuracy[PLANE],
            "plain test": accuracy[PLAIN],
            "plane test": accuracy[PLANE],
        }

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        return {**curves_of(trained), **digits_of(trained[PLANE])}

    def conclude(self, measured: Measured) -> str:
        found = {"Average pooling": "average", "Going to two dimensions": "plane", "A Sobel start": "sobel"}
        return " ".join([*(gain_text(name, measured[key], "test") for name, key in found.items()), self.conclusion])
