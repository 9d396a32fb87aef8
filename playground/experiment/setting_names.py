"""Names of an experiment's parts and settings on the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nn.loss import Loss
from nn.optimiser import Optimiser
from nn.penalty import Penalty
from nn.rate_schedules import RateSchedule
from nn.registry import Registered
from nn.settings import Setting, settings_of
from playground.datasets import Dataset
from playground.experiment.experiment import Experiment
from playground.experiment.schedule import Schedule
from playground.preparation import Preparation

KIND = "kind"
PARTS: Mapping[str, tuple[str, type[Registered]]] = {
    "optimiser": ("Optimiser", Optimiser),
    "rate_schedule": ("Learning-rate schedule", RateSchedule),
    "schedule": ("Training", Schedule),
    "loss": ("Loss", Loss),
    "penalty": ("Penalty", Penalty),
    "dataset": ("Data", Dataset),
    "preparation": ("Preparation", Preparation),
}
"""The parts whose settings are declared by registered classes: the title of each, and the family."""
PLAIN_PARTS = ("optimiser", "penalty", "schedule")
"""Parts whose settings are known by their own names, without the part's."""
_HINT = re.compile(r" \(.*\)$")
"""The end of an editor's label: a unit, or what 0 stands for."""


def label_in(name: str, experiment: Experiment) -> str:
    """Label of the setting with that dotted name: Batch mode, Data · Noise, Optimiser for `optimiser.kind`."""
    part, _, setting = name.partition(".")
    if part not in PARTS:
        return part.capitalize()
    title = PARTS[part][0]
    if setting == KIND:
        return title
    label = title_of(_setting(part, setting, experiment))
    return label if part in PLAIN_PARTS else f"{title} · {label}"


def title_of(setting: Setting) -> str:
    """A setting's label without the hints of its editor: Patience."""
    return _HINT.sub("", setting.label)


def spoken_label(setting: Setting) -> str:
    """A setting's label within a sentence or a line: learning rate, but L2 and x₁²."""
    label = title_of(setting)
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def spoken_name(name: str, experiment: Experiment) -> str:
    """The setting with that dotted name within a line: learning rate, data noise."""
    part, _, setting = name.partition(".")
    if part not in PARTS:
        return part
    title = PARTS[part][0].lower()
    if setting == KIND:
        return title
    label = spoken_label(_setting(part, setting, experiment))
    return label if part in PLAIN_PARTS else f"{title} {label}"


def _setting(part: str, name: str, experiment: Experiment) -> Setting:
    return next(setting for setting in settings_of(type(getattr(experiment, part))) if setting.name == name)
