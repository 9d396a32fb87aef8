"""What settings are called: nobody reads the names that the program has for them."""

import re

import pytest

from nn.module import Module
from nn.registry import copy_of, data_of
from nn.settings import settings_of
from playground.analysis.runs.differences import difference_texts, differences, labels, setting_text
from playground.analysis.sweeps.swept_setting import settings_of_experiment
from playground.experiment import Experiment
from playground.experiment.description import stack_text
from playground.experiment.presets import DEFAULT, DIGITS, PRESETS
from playground.experiment.setting_names import PARTS, label_in, spoken_label, spoken_name

# a name as the program writes it, or a value as Python does
NAME = re.compile(r"[a-z]\w*[._]\w|\w_\w|\b(?:None|True|False)\b|\d[eE]-?\d|\(\d+,|0000000\d", re.ASCII)
OF_ALL = [
    (part, kind, setting.name)
    for part, (_, family) in PARTS.items()
    for kind, cls in family.kinds().items()
    for setting in settings_of(cls)
]


def with_kind(part, kind):
    base = DIGITS if part == "dataset" and kind in {"digits8", "usps", "mnist"} else DEFAULT
    cls = PARTS[part][1].kinds()[kind]
    return base.changed(**{part: data_of(cls())})


def other_value(setting, value):
    """A value that the setting may have, other than the one it has."""
    if setting.type == "bool":
        return not value
    if setting.type == "choice":
        return next(choice for choice in setting.choices if choice != value)
    low, high = setting.low or 0, 1 if setting.high is None else setting.high
    return next(number for number in (type(value)(high), type(value)(low)) if number != value)


@pytest.mark.parametrize(("part", "kind", "name"), OF_ALL)
def test_a_setting_is_called_as_its_editor_calls_it(part, kind, name):
    experiment = with_kind(part, kind)
    setting = next(each for each in settings_of(PARTS[part][1].kinds()[kind]) if each.name == name)
    label = label_in(f"{part}.{name}", experiment)
    spoken = spoken_name(f"{part}.{name}", experiment)
    assert spoken.lower() == label.replace(" · ", " ").lower()
    assert setting.label.startswith(label.split(" · ")[-1])
    assert not NAME.search(label)
    assert not NAME.search(spoken)


@pytest.mark.parametrize(("part", "kind", "name"), OF_ALL)
def test_what_differs_is_told_without_the_programs_names(part, kind, name):
    experiment = with_kind(part, kind)
    setting = next(each for each in settings_of(PARTS[part][1].kinds()[kind]) if each.name == name)
    present = getattr(getattr(experiment, part), name)
    other = experiment.changed(**{part: {name: other_value(setting, present)}})
    found = differences([experiment, other])
    assert f"{part}.{name}" in found
    names = labels(found, [experiment, other])
    told = [*names.values(), *difference_texts([experiment, other])]
    told += [setting_text(each, value) for each, values in found.items() for value in values]
    assert not [text for text in told if NAME.search(text)]


def test_parts_seed_and_kinds_have_names():
    others = [each.changed(seed=seed) for seed, each in enumerate(PRESETS.values())]
    others.append(DEFAULT.changed(schedule={"batch_mode": "full batch"}))
    found = labels(differences(others), others)
    assert {"Data", "Loss", "Optimiser", "Layers", "Seed", "Batch mode", "Batch size"} <= set(found.values())
    assert len(set(found.values())) == len(found)
    assert not [text for text in [*found.values(), *difference_texts(others)] if NAME.search(text)]


@pytest.mark.parametrize("kind", Module.kinds())
def test_a_layer_is_written_without_the_programs_names(kind):
    layer = Module.kinds()[kind]()
    for setting in settings_of(type(layer)):
        assert not NAME.search(spoken_label(setting))
        changed = copy_of(layer, **{setting.name: other_value(setting, getattr(layer, setting.name))})
        assert not NAME.search(stack_text([changed]))


@pytest.mark.parametrize("experiment", PRESETS.values(), ids=PRESETS)
def test_what_can_be_swept_is_told_without_the_programs_names(experiment: Experiment):
    for swept in settings_of_experiment(experiment).values():
        values = [swept.present, *swept.titles, *swept.setting.choices]
        told = [swept.label, swept.short_label, *map(swept.text, values)]
        assert not [text for text in told if NAME.search(text)]
