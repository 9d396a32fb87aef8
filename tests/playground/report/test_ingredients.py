"""Records taken apart: one ingredient at a time, judged by validation samples, and what a gain is called."""

import dataclasses
import math

import numpy as np
import pytest

from playground.experiment.presets import PRESETS
from playground.report.chapters import CHAPTERS
from playground.report.ingredients import (
    AVERAGED,
    CHANGED,
    NORMALISED,
    RECORD,
    SCHEDULE,
    VALIDATION,
    VARIED,
    WHOLE,
    WIDTH,
    Ingredients,
    experiments_of,
    gain_text,
    variants_of,
)
from playground.report.training import train

TAKEN_APART = [kind for kind, chapter in CHAPTERS.items() if isinstance(chapter, Ingredients)]
PART = {
    SCHEDULE: "rate_schedule",
    NORMALISED: "layers",
    VARIED: "preparation",
    WIDTH: "layers",
    AVERAGED: "schedule",
}
"""What of the experiment each ingredient is."""


@pytest.mark.parametrize("kind", TAKEN_APART)
@pytest.mark.parametrize("ingredient", list(CHANGED))
def test_an_ingredient_is_changed_alone(kind, ingredient):
    record = CHAPTERS[kind].experiments[RECORD]
    variant = variants_of(record)[ingredient]
    assert variant != record
    assert variant.changed(**{PART[ingredient]: getattr(record, PART[ingredient])}) == record


@pytest.mark.parametrize("kind", TAKEN_APART)
def test_a_record_has_all_the_ingredients_that_are_taken_from_it(kind):
    record = CHAPTERS[kind].experiments[RECORD]
    variants = variants_of(record)
    assert record.rate_schedule.share(record.schedule.epochs, record.schedule.epochs) == 0
    assert variants[SCHEDULE].rate_schedule.always_whole
    assert "batch_norm" in [layer.kind for layer in record.layers]
    for layer in variants[NORMALISED].layers:
        assert layer.kind != "batch_norm"
        assert getattr(layer, "bias", True)
    filters, fewer = (
        [layer.channels for layer in each.layers if layer.kind == "conv2d"] for each in (record, variants[WIDTH])
    )
    assert filters == [2 * channels for channels in fewer]
    assert variants[VARIED].preparation == dataclasses.replace(record.preparation, shift=0, rotate=0, scale=0, shear=0)
    assert record.schedule.averaging == 0 < variants[AVERAGED].schedule.averaging


def test_only_the_record_learns_from_all_samples():
    experiments = experiments_of(PRESETS["Digits 8 × 8"])
    shares = {name: experiment.preparation.validation for name, experiment in experiments.items()}
    assert shares == {RECORD: 0, **dict.fromkeys((WHOLE, *CHANGED.values()), VALIDATION)}


def test_validation_accuracy_is_that_of_all_validation_samples():
    experiment = experiments_of(PRESETS["Digits 8 × 8"].changed(schedule={"epochs": 2}))[WHOLE]
    trained = train(experiment, experiment.load(), lambda *_: None)
    assert trained.validation_accuracy == pytest.approx(100 * trained.run.scores.validation_accuracy)
    assert trained.processor_seconds > 0
    without = experiment.changed(preparation={"validation": 0.0}, schedule={"epochs": 1})
    assert math.isnan(train(without, without.load(), lambda *_: None).validation_accuracy)


@pytest.mark.parametrize(
    ("gains", "words"),
    [
        ([1.0, 1.5, 2.0], "Width gains 1.50 points (+1.50 ± 0.50)."),
        ([-1.0, -1.5, -2.0], "Width costs 1.50 points (−1.50 ± 0.50)."),
        ([-0.5, 1.0], "Width makes no difference that would stand out from the spread (+0.25 ± 1.06 points)."),
        ([0.5], "Width changes the validation accuracy by +0.50 points with this one seed."),
    ],
    ids=["gains", "costs", "neither", "one seed"],
)
def test_a_gain_in_words(gains, words):
    assert gain_text("Width", np.array(gains)) == words
