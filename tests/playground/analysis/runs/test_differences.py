"""What tells kept runs apart."""

import dataclasses

import numpy as np
import pytest

from nn.module import Module
from nn.registry import data_of
from nn.settings import SpecError
from playground.analysis.runs.differences import difference_texts, differences, setting_text
from playground.experiment import Experiment
from playground.experiment.description import stack_text
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS, PRESETS
from playground.training.own_drawings import OwnDrawings
from tests.playground.analysis.runs.made_runs import changed


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
    adam = DEFAULT.changed(optimiser={"kind": "adam", "learning_rate": 1.0})
    assert differences([DEFAULT, adam]) == {"optimiser.kind": ("sgd", "adam")}
    other = changed(optimiser={"momentum": 0.9})
    found = differences([DEFAULT, adam, other])
    assert found == {"optimiser.kind": ("sgd", "adam", "sgd"), "optimiser.momentum": (0.0, None, 0.9)}


def test_the_order_of_the_settings_is_that_of_their_parts_whatever_the_order_of_the_experiments():
    experiments = [DIGITS, PRESETS["Two clouds"], AUTOENCODER, DEFAULT, changed(optimiser={"momentum": 0.5}, seed=1)]
    names = list(differences(experiments))
    assert names == list(differences(experiments[::-1]))
    assert names[0] == "dataset.kind"
    parts = [name.partition(".")[0] for name in names]
    order = [part.name for part in dataclasses.fields(Experiment)]
    assert parts == sorted(parts, key=order.index)


def test_stacks_are_written_in_a_line():
    assert stack_text(DEFAULT.layers) == "Linear 10 → Tanh → Linear 1 → Sigmoid"
    layers = ({"kind": "conv2d", "channels": 8, "kernel": 5, "padding": "same"}, {"kind": "linear", "bias": False})
    complete = DIGITS.changed(layers=layers).layers
    assert stack_text(complete) == "Conv2D 8 (kernel 5, padding same) → Linear 10 (no bias)"


@pytest.mark.parametrize("kind", list(Module.kinds()))
def test_every_module_that_differs_is_written_differently(kind):
    cls = Module.kinds()[kind]
    written = {}
    for example in ({}, *cls.examples):
        described = example if isinstance(example, dict) else example[0]
        layer = cls(**{name: value for name, value in described.items() if name != "kind"})
        assert written.setdefault(stack_text([layer]), data_of(layer)) == data_of(layer)


def test_what_more_than_half_have_is_not_special():
    experiments = [DEFAULT, DEFAULT, changed(seed=2, loss={"kind": "bce"}, optimiser={"nesterov": True})]
    assert difference_texts(experiments) == ("", "", "loss BCE · nesterov on · seed 2")
    noisier = changed(dataset={"noise": 0.123})
    assert difference_texts([DEFAULT, noisier]) == ("data noise 0.4", "data noise 0.123")


def test_runs_are_told_apart_by_their_own_drawings():
    off, on = DIGITS, changed(DIGITS, dataset={"own_drawings": True})
    six, others, twenty = OwnDrawings(6, "0123abcd"), OwnDrawings(6, "89ef4567"), OwnDrawings(20, "01234567")
    found = differences([off, on, on, on], [None, None, six, twenty])
    assert found == {"dataset.own_drawings": (False, False, 6, 20)}
    found = differences([on, on, on], [six, others, twenty])
    assert found == {"dataset.own_drawings": ("6 (0123abcd)", "6 (89ef4567)", 20)}
    assert differences([on, on], [six, six]) == {}
    assert differences([DEFAULT, DEFAULT], [None, None]) == {}
    assert difference_texts([on, on], [six, twenty]) == ("data own drawings 6", "data own drawings 20")


def test_own_drawings_are_known_by_their_images_and_labels():
    images, labels = np.zeros((2, 8, 8, 1), np.float32), np.array([3, 5])
    drawings = OwnDrawings.of(images, labels)
    assert (drawings.count, drawings.text) == (2, "2 drawings of your own")
    assert drawings == OwnDrawings.of(images.copy(), labels)
    assert drawings.mark != OwnDrawings.of(images + 1, labels).mark
    assert drawings.mark != OwnDrawings.of(images, labels[::-1]).mark
    assert OwnDrawings.from_data(drawings.data()) == drawings
    assert OwnDrawings.of(images[:1], labels[:1]).text == "1 drawing of your own"


@pytest.mark.parametrize(
    "data",
    [
        None, 6, {}, {"count": 6}, {"count": 6, "mark": "0123abcd", "more": 1}, {"count": 0, "mark": "0123abcd"},
        {"count": True, "mark": "0123abcd"}, {"count": 10**400, "mark": "0123abcd"}, {"count": 6, "mark": "nothing"},
        {"count": 6, "mark": 5},
    ],
)  # fmt: skip
def test_damaged_own_drawings_are_refused_in_words(data):
    with pytest.raises(SpecError, match=r"[oO]wn drawings"):
        OwnDrawings.from_data(data)


@pytest.mark.parametrize("where", ["count", "mark", None])
def test_own_drawings_that_cannot_be_written_are_refused_in_words(where):
    huge = 10**5000  # more digits than Python writes
    data = huge if where is None else {**OwnDrawings(6, "0123abcd").data(), where: huge}
    with pytest.raises(SpecError, match=r"[oO]wn drawings.* a value of type int that is too large to be written"):
        OwnDrawings.from_data(data)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("optimiser.kind", "sgd", "SGD"),
        ("dataset.kind", "four_gaussians", "Four clouds (XOR)"),
        ("optimiser.learning_rate", 0.1234567, "0.1234567"),
        ("optimiser.learning_rate", 1e-05, "0.00001"),
        ("dataset.ones", False, "off"),
        ("optimiser.momentum", None, "–"),
    ],
    ids=["optimiser", "dataset", "exact", "small", "off", "none"],
)
def test_values_are_written_for_a_person(name, value, text):
    assert setting_text(name, value) == text
