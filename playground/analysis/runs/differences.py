"""In which settings experiments differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields

from nn.registry import Registered, data_of
from nn.settings import Value
from playground.experiment import Experiment
from playground.experiment.description import stack_text
from playground.experiment.setting_names import KIND, PARTS, label_in, spoken_name
from playground.experiment.words import value_text
from playground.training.own_drawings import OwnDrawings

ORDER = tuple(part.name for part in fields(Experiment))
_OWN = "dataset.own_drawings"


Own = Sequence[OwnDrawings | None]


def differences(experiments: Sequence[Experiment], own: Own = ()) -> dict[str, tuple[Value | None, ...]]:
    """Each setting that is not the same in all, by its dotted name, with its value in each experiment.

    `{"optimiser.learning_rate": (0.1, 0.5), "layers": ("Linear 1", "Linear 10 → Tanh → Linear 1")}`. A stack is one
    setting, written by `stack_text`. A setting that only some kinds have is compared among the experiments that have
    it, and None for the others: that the kinds differ is said once, by `.kind`. The order is that of the experiment's
    parts, whatever the order of the experiments. `own` are the own drawings that each was trained with, where that is
    known: they say more than the experiment's word that there are some.
    """
    settings = [_settings(experiment) for experiment in experiments]
    for each, value in zip(settings, _own_values(own), strict=False):
        if _OWN in each:
            each[_OWN] = value
    places: dict[str, tuple[int, int, str]] = {}
    for each in settings:
        for place, name in enumerate(each):
            part = ORDER.index(name.partition(".")[0])
            places[name] = min(places.get(name, (part, place, name)), (part, place, name))
    found = {}
    for name in sorted(places, key=places.__getitem__):
        values = tuple(each.get(name) for each in settings)
        if len({value for value in values if value is not None}) > 1:
            found[name] = values
    return found


def difference_texts(experiments: Sequence[Experiment], own: Own = ()) -> tuple[str, ...]:
    """What is special about each of the experiments, in a line: `learning rate 0.5 · batch size 32 · seed 3`.

    What more than half of them have is not special; the text is empty where nothing is.
    """
    differing = differences(experiments, own)
    usual = {name: _usual(values) for name, values in differing.items()}
    return tuple(
        " · ".join(
            _text(name, values[index], experiment)
            for name, values in differing.items()
            if values[index] is not None and values[index] != usual[name]
        )
        for index, experiment in enumerate(experiments)
    )


def setting_text(name: str, value: Value | None) -> str:
    """The value of the setting with that dotted name, as a person reads it; a dash for None."""
    if value is None:
        return "–"
    part, _, setting = name.partition(".")
    return PARTS[part][1].kinds()[str(value)].title() if setting == KIND else value_text(value)


def labels(differing: Mapping[str, Sequence[Value | None]], experiments: Sequence[Experiment]) -> dict[str, str]:
    """Labels of the settings that `differences` found in the experiments, by dotted name."""
    return {
        name: label_in(name, next(each for each, value in zip(experiments, values, strict=True) if value is not None))
        for name, values in differing.items()
    }


def _settings(experiment: Experiment) -> dict[str, Value]:
    """Every setting by its dotted name, in the order of the parts and of their settings, the kind first."""
    found: dict[str, Value] = {}
    for part in ORDER:
        value = getattr(experiment, part)
        if part == "layers":
            found[part] = stack_text(value)
        elif isinstance(value, Registered):
            found |= {f"{part}.{name}": setting for name, setting in data_of(value).items()}
        else:
            found[part] = value
    return found


def _own_values(own: Own) -> list[Value]:
    """Count of the own drawings, with their mark where others were as many; False where there were none."""
    marks: dict[int, set[str]] = {}
    for each in filter(None, own):
        marks.setdefault(each.count, set()).add(each.mark)
    return [
        False if each is None else each.count if len(marks[each.count]) == 1 else f"{each.count} ({each.mark})"
        for each in own
    ]


def _usual(values: Sequence[Value | None]) -> Value | None:
    """The value that more than half have, or None."""
    value, count = Counter(values).most_common(1)[0]
    return value if 2 * count > len(values) else None


def _text(name: str, value: Value | None, experiment: Experiment) -> str:
    text = setting_text(name, value)
    return text if name == "layers" else f"{spoken_name(name, experiment)} {text}"
