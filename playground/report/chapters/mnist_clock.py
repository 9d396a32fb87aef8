"""Chapter: MNIST against the clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from playground.experiment.presets import PRESETS
from playground.report.figure import Figure
from playground.report.goal import Goal
from playground.report.ingredients import MOST_MISSED, Ingredients, experiments_of, figures_of
from playground.report.training import Trained

MINUTE = "A minute"


class MNISTClock(Ingredients):
    """MNIST to 99 % in a quarter of a minute, what each ingredient gains there, and what a whole minute gives."""

    kind = "mnist_clock"
    number = 10
    heading = "MNIST against the clock"
    question = (
        "Sixty thousand digits, and a quarter of a minute on one core: can a network read 99 % of the test digits "
        "after that? It sees every image twice, so no update may be wasted. The rate is far larger than a long "
        "training would take, and falls to zero just when the time is over. Each ingredient is taken away alone, and "
        "what that costs is measured on a quarter of the training digits that was set aside. Beside it stands what a "
        "similar recipe gives in a whole minute."
    )
    prediction = MOST_MISSED
    record = PRESETS["MNIST digits, 99 % in 15 seconds"]
    experiments: ClassVar = {**experiments_of(record), MINUTE: PRESETS["MNIST digits, record"]}
    figures: ClassVar = {
        **figures_of(to_reach=99.0, seconds=15.0),
        "minute test": Figure("Test accuracy", MINUTE, "%", to_reach=99.35),
        "minute seconds": Figure("Processor time of the training", MINUTE, "s", to_reach=60.0, at_most=True),
    }
    small_epochs = 2
    next_goal = Goal(
        "MNIST: 99 % test accuracy after at most 1,000 updates.",
        "The recipe here takes nearly twice as many. Are larger batches the answer, a larger rate, or both?",
        {"kind": "mnist"},
        test_accuracy=99.0,
        updates=1_000,
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        minute = trained[MINUTE]
        return {
            **super().measures(trained),
            "minute test": minute.test_accuracy,
            "minute seconds": minute.processor_seconds,
        }
