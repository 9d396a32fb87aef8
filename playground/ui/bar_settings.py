"""The settings of a training that stand beside the buttons that move it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nn.settings import Value, settings_of
from playground.experiment import Experiment
from playground.experiment.schedule import Schedule
from playground.experiment.words import plain
from playground.ui.settings_form import decades

BAR = (("optimiser", "learning_rate"), ("schedule", "batch_mode"), ("schedule", "batch_size"))
"""Part of the experiment and name of each."""
BATCH_SIZES = (2, 3, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000, 1024)


def bar_settings(experiment: Experiment) -> list[Mapping[str, Any]]:
    """The settings as the bar shows them, with the values to choose from.

    Where no other value can be chosen, `fixed` says what holds in place of the present one.
    """
    return [_shown(experiment, part, name) for part, name in BAR]


def _shown(experiment: Experiment, part: str, name: str) -> Mapping[str, Any]:
    member = getattr(experiment, part)
    setting = next(each for each in settings_of(type(member)) if each.name == name)
    present: Value = getattr(member, name)
    values: list[Any]
    if name == "batch_size":
        values = sorted({*BATCH_SIZES, present})
    else:
        values = list(setting.choices) or decades(setting, float(present))
    return {
        "part": part,
        "kind": member.kind,
        "name": name,
        "help": setting.help,
        "values": values,
        "texts": [value.capitalize() if isinstance(value, str) else plain(value) for value in values],
        "value": present,
        "fixed": _fixed(experiment) if name == "batch_size" else None,
    }


def _fixed(experiment: Experiment) -> str | None:
    """The batch's size where the mode leaves no choice of it."""
    mode = experiment.schedule.batch_mode
    if mode == Schedule.MINI_BATCH:
        return None
    return "1" if mode == Schedule.STOCHASTIC else f"all {experiment.training_count:,}"
