"""The settings of an experiment that a sweep can give other values, by dotted name: `optimiser.learning_rate`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nn.module import Module
from nn.registry import Data, Registered, data_of
from nn.settings import Setting, SpecError, Value, brief, settings_of
from playground.experiment import HIGHEST_SEED, Experiment
from playground.experiment.problems import problems_of
from playground.experiment.schedule import Schedule
from playground.experiment.setting_names import KIND, PARTS
from playground.experiment.words import value_text
from playground.preparation import Preparation

SEED = "seed"
_LEFT_OUT = {
    "schedule.until_stopped",  # a sweep has to end
    "loss.ignore",  # every sample of the datasets here has a label
    "dataset.own_drawings",  # they are in a visitor's session, and no other process has them
}


@dataclass(frozen=True)
class SweptSetting:
    """A setting that can be swept: where it stands, what it may be, and what it is in the experiment."""

    name: str
    """Dotted: part and setting (`loss.kind`), for a layer with its row from 0 (`layers.1.units`), or `seed`."""
    label: str
    setting: Setting
    """Type, bounds, choices and default, as the registered class declares them."""
    present: Value
    titles: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What a person reads for each kind, where this is the choice of one."""

    @property
    def short_label(self) -> str:
        """The label without its part of the experiment; a layer's says which layer it is."""
        return self.label if self.name.startswith("layers.") else self.label.split(" · ")[-1]

    def check(self, value: object) -> Value:
        """The value in the setting's own type, or SpecError that names it and the bounds."""
        return self.setting.check(value, self.label.split(" · ")[0])

    def text(self, value: Value) -> str:
        """A value as a person reads it."""
        if isinstance(value, str):
            return self.titles.get(value, value.capitalize())
        return value_text(value)


def settings_of_experiment(experiment: Experiment) -> dict[str, SweptSetting]:
    """Every setting that can be swept, by dotted name; allocates nothing.

    Of the kinds of a part those are offered with which the network can still be trained.
    """
    found: list[SweptSetting] = []
    for part, (title, family) in PARTS.items():
        member: Registered = getattr(experiment, part)
        if part in ("optimiser", "rate_schedule", "loss", "dataset"):
            found += _kinds(experiment, part, title, family)
        names = None
        if part == "preparation":
            names = set(Preparation.settings_for(experiment.dataset))
        elif part == "schedule":
            names = set(Schedule.settings_for(experiment.dataset.task))
        found += _settings(part, title, member, names)
        if part == "loss":
            found += _layers(experiment)
    seed = Setting(SEED, "int", 0, 0, HIGHEST_SEED, help="Other first weights and another order", label="Seed")
    found.append(SweptSetting(SEED, "Seed", seed, experiment.seed))
    return {each.name: each for each in found if each.name not in _LEFT_OUT}


def with_values(experiment: Experiment, values: Mapping[str, Value]) -> Experiment:
    """The experiment with other values, by dotted name; kinds come first. Raises SpecError.

    Of another kind, the settings that both declare alike keep their values; the others take its defaults.
    """
    parts: dict[str, Data] = {part: data_of(getattr(experiment, part)) for part in PARTS}
    layers, seed = list(experiment.layers_data()), experiment.seed
    for name in sorted(values, key=lambda name: not name.endswith(f".{KIND}")):
        value = values[name]
        match name.split("."):
            case ["seed"]:
                seed = int(value)
            case ["layers", row, setting] if row.isdecimal() and int(row) < len(layers):
                layers[int(row)] = _changed(Module, layers[int(row)], setting, value)
            case [part, setting] if part in parts:
                parts[part] = _changed(PARTS[part][1], parts[part], setting, value)
            case _:
                raise SpecError(f"The experiment has no setting {brief(name)}.")
    return experiment.changed(**parts, layers=tuple(layers), seed=seed)


def _changed(family: type[Registered], data: Data, setting: str, value: Value) -> Data:
    if setting != KIND:
        return {**data, setting: value}
    if value == data[KIND] or value not in family.kinds():
        return {**data, KIND: value}
    alike = set(settings_of(family.kinds()[str(data[KIND])])) & set(settings_of(family.kinds()[str(value)]))
    return {KIND: value, **{each.name: data[each.name] for each in alike}}


def _layers(experiment: Experiment) -> Iterator[SweptSetting]:
    for row, layer in enumerate(experiment.layers):
        if layer.group == Module.group:
            yield from _kinds(experiment, f"layers.{row}", f"Layer {row + 1}", Module)
        yield from _settings(f"layers.{row}", f"Layer {row + 1} {layer.title()}", layer)


def _settings(part: str, title: str, member: Registered, names: set[str] | None = None) -> Iterator[SweptSetting]:
    """The settings of a member, or those with the `names` alone."""
    for setting in settings_of(type(member)):
        if names is None or setting.name in names:
            label = f"{title} · {setting.label}"
            yield SweptSetting(f"{part}.{setting.name}", label, setting, getattr(member, setting.name))


def _kinds(experiment: Experiment, part: str, title: str, family: type[Registered]) -> Iterator[SweptSetting]:
    """The choice of the part's kind, where there is one; for an activation, among activations."""
    name = f"{part}.{KIND}"
    member: Registered = experiment.layers[int(part.split(".")[1])] if family is Module else getattr(experiment, part)
    present = member.kind
    fitting = {
        kind: cls.title()
        for kind, cls in family.kinds().items()
        if kind == present
        or (
            not (issubclass(cls, Module) and cls.group != Module.group)
            and problems_of(with_values(experiment, {name: kind})).problem is None
        )
    }
    if len(fitting) > 1:
        setting = Setting(KIND, "choice", present, choices=tuple(fitting), help=f"Which {family.family}", label="Kind")
        yield SweptSetting(name, title if family is not Module else f"{title} · Kind", setting, present, fitting)
