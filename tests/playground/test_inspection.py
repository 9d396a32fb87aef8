"""What is said of experiments that cannot be trained, and of those that can."""

import dataclasses

import pytest

from playground.inspection import MOST_PARAMETERS, inspect
from playground.presets import DEFAULT, DIGITS, PRESETS


@pytest.mark.parametrize("experiment", PRESETS.values(), ids=PRESETS)
def test_presets_can_be_trained(experiment):
    found = inspect(experiment)
    assert found.problem is None
    assert found.output_error is None
    assert len(found.rows) == len(experiment.layers)


def linear(units):
    return {"kind": "linear", "units": units}


TANH = {"kind": "tanh"}
PROBLEMS = [
    (dataclasses.replace(DEFAULT, layers=()), "stack is empty"),
    (dataclasses.replace(DEFAULT, layers=(linear(3),)), "gives 3 numbers; it must give 1 or 2"),
    (dataclasses.replace(DEFAULT, loss={"kind": "cross_entropy"}), "needs an output for each class: 2"),
    (dataclasses.replace(DIGITS, layers=(linear(10),)), "Add Flatten"),
    (dataclasses.replace(DIGITS, layers=DIGITS.layers[:-1]), "it must give 10"),
    (dataclasses.replace(DEFAULT, dataset={"kind": "plane"}, loss={"kind": "bce"}), "Choose the mean squared error"),
    (dataclasses.replace(DEFAULT, layers=(linear(4096), linear(4096), linear(1))), f"{MOST_PARAMETERS:,}"),
    (dataclasses.replace(DEFAULT, layers=(*(linear(400), TANH) * 14, linear(1))), "at most"),
]


@pytest.mark.parametrize(("experiment", "words"), PROBLEMS)
def test_problems_are_named_in_words(experiment, words):
    assert words in inspect(experiment).problem


MENDS = [
    (dataclasses.replace(DEFAULT, layers=(linear(3),)), "Set the last Linear to 1"),
    (dataclasses.replace(DEFAULT, layers=(linear(3), TANH)), "Set the last Linear to 1"),
    (dataclasses.replace(DEFAULT, dataset={"kind": "spirals", "arms": 5}), "Set the last Linear to 5"),
    (dataclasses.replace(DIGITS, layers=({"kind": "flatten"},)), "Add Linear with 10 units"),
    (dataclasses.replace(DEFAULT, loss={"kind": "cross_entropy"}), "Set the last Linear to 2"),
]


@pytest.mark.parametrize(("experiment", "label"), MENDS)
def test_one_click_mends_the_output(experiment, label):
    mend = inspect(experiment).output_mend
    assert mend.label == label
    assert inspect(dataclasses.replace(experiment, layers=mend.layers)).output_error is None


def test_what_keeps_values_within_bounds_is_said_at_the_output():
    surface = PRESETS["A surface of values"]
    assert inspect(surface).output_text == "1 number, the value"

    def ending_in(kind):
        return inspect(dataclasses.replace(surface, layers=(*surface.layers, {"kind": kind}))).output_text

    assert ending_in("sigmoid") == "1 number, the value, which Sigmoid keeps from 0 to 1"
    assert ending_in("tanh") == "1 number, the value, which Tanh keeps from −1 to 1"
    assert ending_in("relu") == "1 number, the value, which ReLU keeps at 0 or above"
