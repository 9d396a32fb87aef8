"""Goals that the program checks."""

import dataclasses
import types

import pytest

from playground.datasets.tasks import Classify
from playground.experiment import Experiment
from playground.experiment.presets import PRESETS
from playground.report.challenges import beginning_of
from playground.report.chapters import CHAPTERS
from playground.report.goal import Goal, is_met, meets

XOR = Goal("", "", {"kind": "four_gaussians"}, test_accuracy=99.0, parameters=4)
TANH, SIGMOID, RELU = {"kind": "tanh"}, {"kind": "sigmoid"}, {"kind": "relu"}
ADAM = {"kind": "adam", "learning_rate": 0.01}


def points(dataset, *layers, optimiser=ADAM, **schedule):
    return Experiment(
        dataset=dataset,
        layers=layers,
        loss={"kind": "bce"},
        optimiser=optimiser,
        schedule={"kind": "schedule", **schedule},
    )


def dense(units, *, bias=True):
    return {"kind": "linear", "units": units, "bias": bias}


def stands(accuracy=1.0, updates=10, errors=None):
    """What `meets` looks at of a snapshot."""
    scores = types.SimpleNamespace(errors=errors)
    return types.SimpleNamespace(updates=updates, best_known_test_accuracy=accuracy, scores=scores)


def failing(goal, experiment, snapshot):
    return [check.text for check in meets(goal, experiment, snapshot) if not check.met]


ONE_LINE = points({"kind": "four_gaussians", "x1_x2": True}, dense(1), SIGMOID)


def test_all_conditions_hold_at_their_very_bounds():
    checks = meets(XOR, ONE_LINE, stands(0.99))
    assert is_met(checks)
    assert [check.text for check in checks] == [
        "the data is Four clouds (XOR), as asked for",
        "4 parameters, at most 4 allowed",
        "99.00 % test accuracy, at least 99 % asked for",
    ]


@pytest.mark.parametrize(
    ("dataset", "text"),
    [
        ({"kind": "spirals"}, "the data is Spirals, not Four clouds (XOR)"),
        ({"kind": "four_gaussians", "noise": 0.1}, "the data is Four clouds (XOR), but “Noise” must be 0.4"),
        ({"kind": "four_gaussians", "balance": 0.9}, "the data is Four clouds (XOR), but “Balance” must be 0.5"),
    ],
    ids=["other data", "less noise", "other balance"],
)
def test_easier_data_does_not_count(dataset, text):
    assert failing(XOR, points(dataset, dense(1)), stands()) == [text]


def test_other_points_of_the_kind_and_further_inputs_do():
    dataset = {"kind": "four_gaussians", "seed": 9, "samples": 100, "x1_x2": True}
    assert is_met(meets(XOR, points(dataset, dense(1)), stands()))


@pytest.mark.parametrize(
    ("snapshot", "text"),
    [
        (None, "not trained yet: press Play on the Train page first"),
        (stands(updates=0), "not trained yet: press Play on the Train page first"),
        (stands(0.9899), "98.99 % test accuracy, at least 99 % asked for"),
        (stands(None), "it tells no classes apart, so it has no test accuracy; 99 % asked for"),
    ],
    ids=["no run", "no update", "too low", "no classes"],
)
def test_an_accuracy_that_is_not_there_is_named(snapshot, text):
    assert failing(XOR, ONE_LINE, snapshot) == [text]


def test_too_many_parameters_and_updates_are_counted():
    goal = dataclasses.replace(XOR, updates=50)
    experiment = points({"kind": "four_gaussians"}, dense(10), TANH, dense(1))
    assert failing(goal, experiment, stands(updates=51)) == [
        "41 parameters, at most 4 allowed",
        "51 updates, at most 50 allowed",
    ]


@pytest.mark.parametrize(
    ("dataset", "layers", "text"),
    [
        ({}, [dense(4), RELU, dense(1, bias=False)], "1 layer has a bias, none allowed"),
        ({}, [dense(4), RELU, dense(1)], "2 layers have a bias, none allowed"),
        (
            {},
            [dense(4, bias=False), {"kind": "batch_norm"}, dense(1, bias=False)],
            "1 layer has a bias, none allowed",
        ),
        ({"ones": True}, [dense(1, bias=False)], "the column of ones is on, and stands in for a bias"),
    ],
    ids=["one", "two", "batch norm", "column of ones"],
)
def test_a_bias_is_found_wherever_it_hides(dataset, layers, text):
    goal = Goal("", "", {"kind": "four_gaussians"}, biases=False)
    assert failing(goal, points({"kind": "four_gaussians", **dataset}, *layers), stands()) == [text]
    assert not failing(goal, points({"kind": "four_gaussians"}, dense(1, bias=False)), stands())


def test_an_autoencoder_is_judged_by_its_error_and_its_code():
    goal = CHAPTERS["autoencoders"].next_goal
    experiment = PRESETS["Autoencoder, USPS, BCE (the report's)"]
    errors = {"mse": goal.test_error, "bce": 0.2}
    assert is_met(meets(goal, experiment, stands(None, errors=errors)))
    worse = stands(None, errors={**errors, "mse": 0.0301})
    assert failing(goal, experiment, worse) == ["a mean squared error of 0.0301 a pixel, at most 0.027 asked for"]
    wide = dataclasses.replace(goal, code=9)
    assert failing(wide, experiment, stands(None, errors=errors)) == ["a code of 10 numbers, at most 9 allowed"]
    digits = PRESETS["USPS digits, two layers (the report's)"]
    text = "the data is USPS digits 16 × 16, but “The network gives” must be image"
    assert failing(goal, digits, stands(0.9))[0] == text


@pytest.mark.parametrize("kind", list(CHAPTERS))
def test_no_chapter_reaches_its_own_goal(kind):
    """A goal is something to build, not to press Play for."""
    chapter = CHAPTERS[kind]
    for experiment in chapter.experiments.values():
        checks = meets(chapter.next_goal, experiment, stands(0.0, 1000, {"mse": 1.0}))
        assert not is_met(checks)


@pytest.mark.parametrize("kind", ["several_classes", "improvements"])
def test_what_one_can_start_from_is_too_large_for_the_goals_on_digits(kind):
    goal = CHAPTERS[kind].next_goal
    starts = [each for each in PRESETS.values() if isinstance(each.dataset.task, Classify)]
    for experiment in (beginning_of(goal), *starts):
        assert failing(goal, experiment, stands(1.0))
