"""Goal to try next, which the program itself can check."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from nn.registry import make
from nn.settings import Value, settings_of
from playground.analysis.codes.autoencoder import narrowest
from playground.datasets import Dataset
from playground.datasets.point_set import FURTHER_INPUTS
from playground.datasets.tasks import Regress
from playground.experiment import Experiment
from playground.experiment.limits import parameters_of, rows_of
from playground.experiment.words import counted, value_text
from playground.training.snapshot import Snapshot

FREE = ("seed", "samples", "own_drawings", *FURTHER_INPUTS)
"""Settings of a dataset that a goal leaves to the person."""


@dataclass(frozen=True)
class Goal:
    """Data to learn, how well, and with how little; what is None is free.

    Every setting of the dataset but those `FREE` must be as `dataset` gives it, or else as it is by default, so that a
    goal cannot be met by making the data easier.
    """

    text: str
    hint: str
    dataset: Mapping[str, Value]
    test_accuracy: float | None = None
    """The least, in percent."""
    test_error: float | None = None
    """The largest mean squared error: a pixel, for an autoencoder, or else of the values to be foretold."""
    parameters: int | None = None
    updates: int | None = None
    code: int | None = None
    """The most numbers that the narrowest layer between two that learn may give."""
    biases: bool = True
    """Whether layers may have biases, and the data a column of ones."""


@dataclass(frozen=True)
class Check:
    """One condition of a goal, how the network stands to it in words, and whether it is met."""

    text: str
    met: bool


def meets(goal: Goal, experiment: Experiment, snapshot: Snapshot | None) -> tuple[Check, ...]:
    """Every condition of the goal, checked on an experiment and where its run stands; None: it has not been started."""
    checks = [_data(goal, experiment)]
    if goal.parameters is not None:
        count = parameters_of(experiment)
        checks.append(
            Check(f"{counted(count, 'parameter')}, at most {goal.parameters:,} allowed", count <= goal.parameters)
        )
    if goal.code is not None:
        checks.append(_code(goal.code, experiment))
    if not goal.biases:
        checks.append(_biases(experiment))
    if snapshot is None or not snapshot.updates:
        return (*checks, Check("not trained yet: press Play on the Train page first", False))
    if goal.updates is not None:
        words = f"{counted(snapshot.updates, 'update')}, at most {goal.updates:,} allowed"
        checks.append(Check(words, snapshot.updates <= goal.updates))
    if goal.test_accuracy is not None:
        checks.append(_accuracy(goal.test_accuracy, snapshot))
    if goal.test_error is not None:
        checks.append(_error(goal.test_error, experiment, snapshot))
    return tuple(checks)


def is_met(checks: tuple[Check, ...]) -> bool:
    """Whether all of them are met."""
    return all(check.met for check in checks)


def _data(goal: Goal, experiment: Experiment) -> Check:
    wanted, given = make(Dataset, goal.dataset), experiment.dataset
    title = given.title()
    if given.kind != wanted.kind:
        return Check(f"the data is {title}, not {wanted.title()}", False)
    labels = {setting.name: setting.label for setting in settings_of(type(given))}
    other = [name for name in labels if name not in FREE and getattr(given, name) != getattr(wanted, name)]
    if other:
        words = ", ".join(f"“{labels[name]}” must be {value_text(getattr(wanted, name))}" for name in other)
        return Check(f"the data is {title}, but {words}", False)
    return Check(f"the data is {title}, as asked for", True)


def _code(most: int, experiment: Experiment) -> Check:
    rows = rows_of(experiment)
    row = narrowest(rows)
    if row is None:
        return Check("no layer lies between two that learn, so nothing is a code", False)
    size = math.prod(rows[row].shape_out or ())
    return Check(f"a code of {counted(size, 'number')}, at most {most:,} allowed", size <= most)


def _biases(experiment: Experiment) -> Check:
    with_bias = sum(bool(getattr(layer, "bias", False)) for layer in experiment.layers)
    # what BatchNorm adds to every value is a bias under another name
    with_bias += sum(layer.kind == "batch_norm" for layer in experiment.layers)
    if with_bias:
        return Check(f"{counted(with_bias, 'layer has', 'layers have')} a bias, none allowed", False)
    if getattr(experiment.dataset, "ones", False):
        return Check("the column of ones is on, and stands in for a bias", False)
    return Check("no bias anywhere", True)


def _accuracy(least: float, snapshot: Snapshot) -> Check:
    share = snapshot.best_known_test_accuracy
    if share is None:
        return Check(f"it tells no classes apart, so it has no test accuracy; {least:g} % asked for", False)
    return Check(f"{100 * share:.2f} % test accuracy, at least {least:g} % asked for", 100 * share >= least)


def _error(most: float, experiment: Experiment, snapshot: Snapshot) -> Check:
    if isinstance(experiment.dataset.task, Regress):
        return _error_of_values(most, experiment, snapshot)
    errors = None if snapshot.scores is None else snapshot.scores.errors
    if errors is None:
        return Check(f"it rebuilds no images, so it has no error of them; at most {most:g} asked for", False)
    return Check(
        f"a mean squared error of {errors['mse']:.4f} a pixel, at most {most:g} asked for", errors["mse"] <= most
    )


def _error_of_values(most: float, experiment: Experiment, snapshot: Snapshot) -> Check:
    """The test cost, which is the mean squared error where that is what it is trained with."""
    if experiment.loss.kind != "mse":
        return Check(
            f"its loss is {experiment.loss.title()}: with MSE its error is known; at most {most:g} asked for", False
        )
    cost = math.inf if snapshot.scores is None else snapshot.scores.test_loss
    return Check(f"a mean squared error of {cost:.4f}, at most {most:g} asked for", cost <= most)
