"""A sweep: an experiment, and the values that some of its settings shall take."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from nn.settings import SpecError, Value, brief
from playground.analysis.sweeps.swept_setting import SweptSetting, settings_of_experiment, with_values
from playground.experiment import Experiment
from playground.experiment.problems import problems_of
from playground.experiment.schedule import Schedule

MOST_TRAININGS = 500


@dataclass(frozen=True)
class Sweep:
    """Every combination of the values of `axes`, dotted setting name -> values, in the experiment `base`.

    SpecError where a setting is not there, a value is not allowed or stands twice, or there would be none or more than
    `MOST_TRAININGS` trainings.
    """

    base: Experiment
    axes: Mapping[str, tuple[Value, ...]]

    def __post_init__(self) -> None:
        settings = settings_of_experiment(self.base)
        checked = {name: _checked(settings, name, values) for name, values in self.axes.items()}
        if not checked:
            raise SpecError("A sweep needs a setting to vary: choose one.")
        object.__setattr__(self, "axes", checked)
        if self.count > MOST_TRAININGS:
            raise SpecError(
                f"These are {self.count:,} trainings; a sweep has at most {MOST_TRAININGS}. Take fewer values."
            )
        modes = self.axes.get("schedule.batch_mode", (self.base.schedule.batch_mode,))
        if "schedule.batch_size" in self.axes and Schedule.MINI_BATCH not in modes:
            raise SpecError(
                f"The batch size has no effect in {modes[0]} mode: choose mini-batches on the Train page, or vary the "
                "batch mode too."
            )

    @property
    def count(self) -> int:
        """How many trainings these are."""
        return math.prod(len(values) for values in self.axes.values())

    @property
    def settings(self) -> dict[str, SweptSetting]:
        """The settings that vary, by name."""
        settings = settings_of_experiment(self.base)
        return {name: settings[name] for name in self.axes}

    @property
    def titles(self) -> dict[str, str]:
        """What a person reads for each setting that varies, by name: as short as tells them apart."""
        settings = self.settings
        short = {name: setting.short_label for name, setting in settings.items()}
        names = list(short.values())
        return {name: short[name] if names.count(short[name]) == 1 else settings[name].label for name in settings}

    def combinations(self) -> list[dict[str, Value]]:
        """The values of each training by setting, in the order of `experiments`: the last setting varies fastest."""
        return [dict(zip(self.axes, values, strict=True)) for values in itertools.product(*self.axes.values())]

    def experiments(self) -> tuple[Experiment, ...]:
        """The experiment of each training. SpecError, naming the values, where one could not be trained."""
        settings, titles, experiments = self.settings, self.titles, []
        for values in self.combinations():
            described = ", ".join(f"{titles[name]} {settings[name].text(value)}" for name, value in values.items())
            try:
                experiment = with_values(self.base, values)
            except SpecError as error:
                raise SpecError(f"With {described}: {error}") from error
            problem = problems_of(experiment).problem
            if problem is not None:
                raise SpecError(f"With {described}: {problem}")
            experiments.append(experiment)
        return tuple(experiments)


def _checked(settings: Mapping[str, SweptSetting], name: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
    if name not in settings:
        raise SpecError(f"The experiment has no setting {brief(name)} that a sweep could vary.")
    swept = settings[name]
    if not isinstance(values, (list, tuple)) or not values:
        raise SpecError(f"{swept.label} needs a value at least.")
    if len(values) > MOST_TRAININGS:
        raise SpecError(f"{swept.label} has {len(values):,} values; a sweep has at most {MOST_TRAININGS} trainings.")
    checked = tuple(swept.check(value) for value in values)
    twice = next((value for place, value in enumerate(checked) if value in checked[:place]), None)
    if twice is not None:
        raise SpecError(f"{swept.label} has the value {swept.text(twice)} twice; once is enough.")
    return checked
