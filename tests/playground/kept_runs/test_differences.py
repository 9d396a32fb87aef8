"""What tells kept runs apart."""

import dataclasses

import pytest

from nn.module import Module
from nn.registry import data_of
from playground.experiment import Experiment
from playground.kept_runs.differences import difference_texts, differences, setting_text
from playground.kept_runs.stack_text import stack_text
from playground.presets import AUTOENCODER, DEFAULT, DIGITS, PRESETS
from tests.playground.kept_runs.made_runs import changed


def test_only_what_differs_is_named_in_the_order_of_the_experiment():
    found = differences(
        [DEFAULT, changed(seed=3, schedule={"batch_size": 32}, optimiser={"learning_rate": 0.5}), DEFAULT]
    )
    assert list(found.items()) == [
        ("optimiser.learning_rate", (1.0, 0.5, 1.0)),
        ("schedule.batch_size", (10, 32, 10)),
        ("seed", (0, 3, 0)),
    ]
    assert differences([DEFAULT, DEFAULT]) == differences([DEFAULT]) == differences([]) == {}


def test_a_setting_that_only_one_kind_has_is_no_difference_of_its_own():
    adam = dataclasses.replace(DEFAULT, optimiser={"kind": "adam", "learning_rate": 1.0})
    assert differences([DEFAULT, adam]) == {"optimiser.kind": ("sgd", "adam")}
    other = changed(optimiser={"momentum": 0.9})
    found = differences([DEFAULT, adam, other])
    assert found == {"optimiser.kind": ("sgd", "adam", "sgd"), "optimiser.momentum": (0.0, None, 0.9)}


def test_the_order_of_the_settings_is_that_of_their_parts_whatever_the_order_of_the_experiments():
    experiments = [DIGITS, PRESETS["Linear"], AUTOENCODER, DEFAULT, changed(optimiser={"momentum": 0.5}, seed=1)]
    names = list(differences(experiments))
    assert names == list(differences(experiments[::-1]))
    assert names[0] == "dataset.kind"
    parts = [name.partition(".")[0] for name in names]
    order = [part.name for part in dataclasses.fields(Experiment)]
    assert parts == sorted(parts, key=order.index)


def test_stacks_are_written_in_a_line():
    assert stack_text(DEFAULT.layers) == "Linear 10 → Tanh → Linear 1 → Sigmoid"
    layers = ({"kind": "conv2d", "channels": 8, "kernel": 5, "padding": "same"}, {"kind": "linear", "bias": False})
    complete = dataclasses.replace(DIGITS, layers=layers).layers
    assert stack_text(complete) == "Conv2D 8 (kernel 5, padding same) → Linear 10 (no bias)"


@pytest.mark.parametrize("kind", list(Module.kinds()))
def test_every_module_that_differs_is_written_differently(kind):
    cls = Module.kinds()[kind]
    written = {}
    for example in ({}, *cls.examples):
        described = example if isinstance(example, dict) else example[0]
        data = data_of(cls(**{name: value for name, value in described.items() if name != "kind"}))
        written.setdefault(stack_text([data]), data)
        assert written[stack_text([data])] == data


def test_what_more_than_half_have_is_not_special():
    experiments = [DEFAULT, DEFAULT, changed(seed=2, loss={"kind": "bce"}, optimiser={"nesterov": True})]
    assert difference_texts(experiments) == ("", "", "loss BCE · nesterov on · seed 2")
    noisier = changed(dataset={"noise": 0.123})
    assert difference_texts([DEFAULT, noisier]) == ("dataset noise 0.4", "dataset noise 0.123")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("optimiser.kind", "sgd", "SGD"),
        ("dataset.kind", "four_gaussians", "Four clouds (XOR)"),
        ("optimiser.learning_rate", 0.1234567, "0.1234567"),
        ("optimiser.learning_rate", 1e-05, "1e-05"),
        ("dataset.ones", False, "off"),
        ("optimiser.momentum", None, "–"),
    ],
    ids=["optimiser", "dataset", "exact", "small", "off", "none"],
)
def test_values_are_written_for_a_person(name, value, text):
    assert setting_text(name, value) == text
