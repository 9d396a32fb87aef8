"""Chapter: the base of the report's chapters, and their measurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from nn.registry import Registered
from playground.experiment import Experiment
from playground.processes.messages import OnProgress
from playground.report.figure import Figure
from playground.report.goal import Goal
from playground.report.plan import Plan, plan_of, seeded
from playground.report.prediction import Measured, Prediction
from playground.report.shown import measured_on
from playground.report.training import Trained, train

STEP = 0.01
"""Share of the whole from which on a further report is worth its sending."""


class Chapter(Registered):
    """Base of the chapters: texts and experiments as class variables, and what is measured on them.

    `figures` names what `measures` gives for each seed. A chapter is one file in `chapters`; nothing else is needed.
    """

    family = "chapter"
    number: ClassVar[int]
    """Its place in the report, from 1."""
    heading: ClassVar[str]
    question: ClassVar[str]
    prediction: ClassVar[Prediction]
    experiments: ClassVar[Mapping[str, Experiment]]
    figures: ClassVar[Mapping[str, Figure]]
    conclusion: ClassVar[str]
    next_goal: ClassVar[Goal]
    small_epochs: ClassVar[int] = 3
    """Epochs of a small run."""
    until: ClassVar[float | None] = None
    """A training accuracy, 0 to 1, the time to which is measured."""

    @classmethod
    def title(cls) -> str:
        return cls.heading

    def measures(self, trained: Mapping[str, Trained]) -> Mapping[str, float]:
        """A number for each of `figures`, from the experiments trained with one seed."""
        raise NotImplementedError

    def pictures(self, trained: Mapping[str, Trained]) -> dict[str, Any]:
        """What is to be seen of one seed's networks, as plain arrays (see `shown`)."""
        raise NotImplementedError

    def conclude(self, measured: Measured) -> str:
        """What to conclude from the figures, in words."""
        return self.conclusion

    def run(self, on_progress: OnProgress, *, seeds: int, small: bool) -> dict[str, Any]:
        """Train the experiments with the seeds 0 to `seeds` − 1 and measure them.

        Gives `figures`, each float64 (seeds,); `pictures` of seed 0; `measured_on`, `note` and `comparable` in words
        and as `Plan` has them; and `seeds`. Where images are not to be had it runs on those that need no download.
        """
        plan = plan_of(self.experiments, seeds=seeds, small=small, small_epochs=self.small_epochs)
        return self.measure(on_progress, plan)

    def measure(self, on_progress: OnProgress, plan: Plan) -> dict[str, Any]:
        """`run`, with its plan made."""
        values: dict[str, list[float]] = {name: [] for name in self.figures}
        pictures: dict[str, Any] = {}
        text = ""
        for seed in range(plan.seeds):
            trained = self._trained(on_progress, plan, seed)
            for name, value in self.measures(trained).items():
                values[name].append(value)
            if not seed:
                pictures, text = self.pictures(trained), measured_on(trained)
        return result_of(plan, values, pictures, text)

    def _trained(self, on_progress: OnProgress, plan: Plan, seed: int) -> dict[str, Trained]:
        trained = {}
        for number, (name, experiment) in enumerate(plan.experiments.items()):
            mine = seeded(experiment, seed)
            text = f"{name}, seed {seed}" if plan.seeds > 1 else name
            stage = Stage(on_progress, seed * len(plan.experiments) + number, plan.seeds * len(plan.experiments), text)
            trained[name] = train(mine, mine.load(), stage, until=self.until)
        return trained


class Stage:
    """Tells how far one of several equal parts is, no oftener than somebody could see."""

    def __init__(self, on_progress: OnProgress, number: int, count: int, text: str) -> None:
        self._on_progress, self._number, self._count, self._text = on_progress, number, count, text
        self._told = -1.0

    def __call__(self, share: float) -> None:
        whole = (self._number + share) / self._count
        if whole - self._told >= STEP:
            self._told = whole
            self._on_progress(whole, f"{self._text}: {100 * share:.0f} % trained")


def result_of(
    plan: Plan, values: Mapping[str, list[float]], pictures: dict[str, Any], measured_on: str
) -> dict[str, Any]:
    """What `run` gives, of its parts."""
    return {
        "figures": {name: np.array(numbers, np.float64) for name, numbers in values.items()},
        "pictures": pictures,
        "measured_on": measured_on,
        "note": plan.note,
        "comparable": plan.comparable,
        "seeds": plan.seeds,
    }
