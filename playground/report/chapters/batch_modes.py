"""One sample an update, some, or all of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from playground.analysis.spread import standard_deviation
from playground.experiment import Experiment
from playground.experiment.presets import PRESETS
from playground.report.chapter import Chapter
from playground.report.figure import Figure
from playground.report.goal import Goal
from playground.report.prediction import Measured, Prediction
from playground.report.shown import curves_of, planes_of
from playground.report.training import Trained

ONES = PRESETS["Four clouds, a column of ones for a bias"]
MODES = {
    "Stochastic": ("stochastic", 30, 99.6),
    "Mini-batch": ("mini-batch", 100, 99.7),
    "Full batch": ("full batch", 1000, 99.9),
}
"""Name -> batch mode, epochs, and the report's accuracy in percent, which is also to be reached."""
LEVEL = 99
"""Percent of the training points, the time to which is measured."""


def _mode(batch_mode: str, epochs: int) -> Experiment:
    return ONES.changed(schedule={"batch_mode": batch_mode, "epochs": epochs})


def _key(measure: str, name: str) -> str:
    return f"{measure} {name}"


def _means(measured: Measured, measure: str) -> dict[str, float]:
    return {name: float(np.mean(measured[_key(measure, name)])) for name in MODES}


def _differs(measured: Measured) -> int:
    accuracies, passes = (list(_means(measured, measure).values()) for measure in ("accuracy", "pass"))
    if max(accuracies) - min(accuracies) > 1:
        return 0
    return 1 if max(passes) > 3 * min(passes) else 2


class BatchModes(Chapter):
    """The same network from the same weights, by three batch modes."""

    kind = "batch_modes"
    number = 4
    heading = "Batch modes"
    question = (
        "The network with the column of ones again, now three times from the very same first weights and with the "
        "same learning rate. One run updates its weights after every single point, one after every ten, and one only "
        "when it has seen all of them. A pass over the data is an epoch in all three; what it is made of differs. "
        "How long each run lasts is chosen so that all of them can settle."
    )
    prediction = Prediction(
        "In what will the three differ most?",
        (
            "In accuracy: one of them stays behind the others by more than 1 %",
            "In speed: they end alike, but a pass over the data takes one of them more than three times as long as "
            "another",
            "In neither",
        ),
        _differs,
    )
    experiments: ClassVar = {name: _mode(batch_mode, epochs) for name, (batch_mode, epochs, _) in MODES.items()}
    figures: ClassVar = {
        **{
            _key("accuracy", name): Figure(
                "Test accuracy", name, "%", reported=f"{value} %", reported_value=value, to_reach=value
            )
            for name, (_, _, value) in MODES.items()
        },
        **{_key("time", name): Figure(f"Time to {LEVEL} % of the training points", name, "ms") for name in MODES},
        **{_key("pass", name): Figure("Time for one pass over the data", name, "ms") for name in MODES},
    }
    small_epochs = 30
    until = LEVEL / 100
    conclusion = (
        "In accuracy there is little between them. An update costs nearly the same whether it looks at one point or at "
        "ten, because most of it is not arithmetic; so a pass is dear where every point has an update of its own, and "
        "cheap where all points share one. In return the pass with many updates gets further. Which of the two wins "
        "depends on the data and on the machine: the batch size is a choice, not a detail."
    )
    next_goal = Goal(
        "Moons: 98 % test accuracy after at most 50 updates.",
        "The fewer the updates, the more each has to be worth. What makes an update's direction sure, and what its "
        "step long?",
        {"kind": "moons"},
        test_accuracy=98.0,
        updates=50,
    )

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        return {
            **{_key("accuracy", name): each.test_accuracy for name, each in trained.items()},
            **{_key("time", name): 1000 * each.reached for name, each in trained.items()},
            **{_key("pass", name): 1000 * each.run.seconds / max(each.run.epoch, 1) for name, each in trained.items()},
        }

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        return {**curves_of(trained), **planes_of(trained)}

    def conclude(self, measured: Measured) -> str:
        passes, times = _means(measured, "pass"), _means(measured, "time")
        slowest, fastest = max(passes, key=passes.__getitem__), min(passes, key=passes.__getitem__)
        words = (
            f"{self.conclusion} Here a pass takes {passes[slowest]:.2g} ms ({slowest.lower()}) against "
            f"{passes[fastest]:.2g} ms ({fastest.lower()})"
        )
        if all(map(math.isfinite, times.values())):
            first = min(times, key=times.__getitem__)
            second = min((name for name in times if name != first), key=times.__getitem__)
            spread = max(standard_deviation(measured[_key("time", name)]) or 0.0 for name in (first, second))
            if times[second] - times[first] > spread:
                words += f", and {first.lower()} was the first at {LEVEL} %, after {times[first]:.2g} ms on average"
            else:
                words += (
                    f"; {first.lower()} and {second.lower()} are too close to tell which was the first at {LEVEL} %, "
                    f"after {times[first]:.2g} and {times[second]:.2g} ms on average"
                )
        return f"{words}."
