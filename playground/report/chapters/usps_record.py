"""Chapter: a record on USPS, ingredient by ingredient."""

from __future__ import annotations

from typing import ClassVar

from playground.experiment.presets import PRESETS
from playground.report.goal import Goal
from playground.report.ingredients import MOST_MISSED, Ingredients, experiments_of, figures_of

HUMAN = 97.6
"""Percent of the test digits that people read: I. Chaaban, M. Scheessele, Human Performance on the USPS Database,
Indiana University South Bend, 2007, who found an error of 2.37 %."""


class USPSRecord(Ingredients):
    """The best network for USPS that trains within a minute, and what each of its ingredients gains."""

    kind = "usps_record"
    number = 9
    heading = "A record on USPS"
    question = (
        "How many of the USPS test digits can a network read that trains within a minute on one core? People read "
        "about 97.6 % of them. What helped is well known by now: more filters, BatchNorm, images that are moved about "
        "in training, and a learning rate that falls to zero at the end. But how much of it is due to which? Here each "
        "ingredient is taken away alone. Every setting was chosen, and every gain is measured, on a quarter of the "
        "training digits that was set aside; only the record itself learns from all of them and sees the test."
    )
    prediction = MOST_MISSED
    record = PRESETS["USPS digits, record"]
    experiments: ClassVar = experiments_of(record)
    figures: ClassVar = figures_of(to_reach=HUMAN, seconds=60.0)
    small_epochs = 2
    next_goal = Goal(
        "USPS: 97 % test accuracy with at most 10,000 parameters.",
        "The record has about three times as many. Which of its layers holds most of them, and does it need them?",
        {"kind": "usps"},
        test_accuracy=97.0,
        parameters=10_000,
    )
