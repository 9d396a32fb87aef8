"""Ingredients of a record: each taken away, or added, alone, and what that changes on validation samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nn.module import Module
from nn.registry import copy_of
from playground.analysis.spread import standard_deviation
from playground.experiment import Experiment
from playground.experiment.words import fixed
from playground.preparation import Preparation
from playground.report.chapter import Chapter
from playground.report.figure import Figure
from playground.report.prediction import Measured, Prediction
from playground.report.shown import curves_of, digits_of
from playground.report.training import Trained

RECORD, WHOLE = "The record", "All of it, on the split"
VALIDATION = 0.25
"""Share of the training samples that the ingredients are judged by; the record itself learns from all of them."""
AVERAGING = 0.99
SCHEDULE, NORMALISED, VARIED, WIDTH, AVERAGED = "schedule", "normalised", "varied", "width", "averaged"
CALLED = {
    SCHEDULE: "A rate that falls to zero",
    NORMALISED: "BatchNorm",
    VARIED: "Moving the images about",
    WIDTH: "The second half of the filters",
    AVERAGED: "Averaging the weights, too,",
}
"""The ingredients, as a sentence begins with them."""
CHANGED = {
    SCHEDULE: "A constant rate",
    NORMALISED: "No BatchNorm",
    VARIED: "Images as they are",
    WIDTH: "Half the filters",
    AVERAGED: "Averaged weights as well",
}
"""The experiment that differs from the whole in that ingredient alone."""
IN_IT = (SCHEDULE, NORMALISED, VARIED, WIDTH)


def variants_of(record: Experiment) -> dict[str, Experiment]:
    """By ingredient, the record without it, or, of one that is not in it, with it."""
    plain = [layer for layer in record.layers if layer.kind != "batch_norm"]
    return {
        SCHEDULE: record.changed(rate_schedule={"kind": "constant"}),
        # what BatchNorm adds to every channel is a bias, which each convolution has of its own where there is none
        NORMALISED: record.changed(layers=[_with(layer, bias=True) for layer in plain]),
        VARIED: record.changed(preparation=dict.fromkeys((*Preparation.MOTION, *Preparation.WRITING), 0.0)),
        WIDTH: record.changed(
            layers=[_with(layer, channels=max(1, getattr(layer, "channels", 2) // 2)) for layer in record.layers]
        ),
        AVERAGED: record.changed(schedule={"averaging": AVERAGING}),
    }


def experiments_of(record: Experiment) -> dict[str, Experiment]:
    """The record, the same on what the split leaves to learn from, and its variants there."""
    split = record.changed(preparation={"validation": VALIDATION})
    return {RECORD: record, WHOLE: split, **{CHANGED[name]: each for name, each in variants_of(split).items()}}


def figures_of(*, to_reach: float, seconds: float) -> dict[str, Figure]:
    """What the record reaches on the test, in which time, and what each ingredient gains on validation samples."""
    return {
        "test": Figure("Test accuracy", RECORD, "%", to_reach=to_reach),
        "seconds": Figure("Processor time of the training", RECORD, "s", to_reach=seconds, at_most=True),
        "validation": Figure("Validation accuracy", WHOLE, "%"),
        **{
            name: Figure(f"{CALLED[name].rstrip(',')}: gain in validation accuracy", CHANGED[name], "points")
            for name in CALLED
        },
    }


def _with(layer: Module, **settings: Any) -> Module:
    return copy_of(layer, **settings) if layer.kind == "conv2d" else layer


def _most_missed(measured: Measured) -> int:
    return int(np.argmax([np.mean(measured[name]) for name in IN_IT]))


MOST_MISSED = Prediction(
    "Which of these will be missed the most where it alone is taken away?",
    tuple(CALLED[name] for name in IN_IT),
    _most_missed,
)


class Ingredients(Chapter):
    """Base of the chapters that take a record apart: `experiments_of` and `figures_of` give the rest.

    Only the record learns from all training samples, and only it is judged by the test, once, at its end.
    """

    conclusion = (
        "A gain that is smaller than its spread over the seeds is no gain to speak of. The gains do not add up: what "
        "one ingredient is worth depends on the others, and here each was taken from the whole."
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        accuracy = {name: trained[name].validation_accuracy for name in (WHOLE, *CHANGED.values())}
        gains = {name: accuracy[WHOLE] - accuracy[CHANGED[name]] for name in IN_IT}
        return {
            "test": trained[RECORD].test_accuracy,
            "seconds": trained[RECORD].processor_seconds,
            "validation": accuracy[WHOLE],
            **gains,
            AVERAGED: accuracy[CHANGED[AVERAGED]] - accuracy[WHOLE],
        }

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        return {**curves_of({RECORD: trained[RECORD]}), **digits_of(trained[RECORD])}

    def conclude(self, measured: Measured) -> str:
        return " ".join([*(gain_text(CALLED[name], measured[name]) for name in CALLED), self.conclusion])


def gain_text(name: str, gains: Any, of: str = "validation") -> str:
    """A sentence on the gains (seeds,) in accuracy, in points, that `name` brings: as large as their spread, or not."""
    mean = float(np.mean(gains))
    spread, change = standard_deviation(gains), fixed(mean, 2, plus=True)
    if spread is None:
        return f"{name} changes the {of} accuracy by {change} points with this one seed."
    verb = "gains" if mean > spread else "costs" if mean < -spread else None
    if verb is None:
        return f"{name} makes no difference that would stand out from the spread ({change} ± {spread:.2f} points)."
    return f"{name} {verb} {abs(mean):.2f} points ({change} ± {spread:.2f})."
