"""What the end of a stack does to its loss: no error, but worth a word."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Module
from nn.trace import Row
from playground.experiment import Experiment
from playground.fixes import StackFix, without
from playground.problems import Problems, problems_of
from playground.words import plain

FAR = 1e4
"""Stands for infinity where an activation is asked what it makes of scores."""


@dataclass(frozen=True)
class Note:
    """Words, and a change of the stack that makes them needless, to be offered as one click."""

    text: str
    fix: StackFix | None


def note_of(experiment: Experiment, found: Problems) -> Note | None:
    """What the last module with bounds keeps from a loss; None where it keeps nothing from it, or there is none.

    A loss with an activation of its own, which takes the place of an equal last module, works on the values before it,
    and these may be any; one without compares the outputs themselves.
    """
    own = found.loss.activation
    count = len(found.layers)
    if own is not None and found.layers and isinstance(found.layers[-1], own):
        count -= 1
    number = _last_bounded(found.layers[:count], found.rows)
    if number is None:
        return None
    module = found.layers[number]
    named = f"{module.title()} (layer {number + 1})"
    if own is not None:
        text = (
            f"{found.loss.title()} brings its own {own.title()}, which works on numbers of any size; {named} keeps "
            f"these {kept_text(module)}, {_consequence(own(), module, found)}. Mostly it learns better without."
        )
    elif _holds(module.bounds, found.task.target_range):
        return None
    else:
        low, high = found.task.target_range
        text = f"The values to learn go from {plain(low)} to {plain(high)}; {named} keeps the output " + (
            f"{kept_text(module)}, so that it never reaches the others."
        )
    layers = without(experiment.layers, number)
    tried = problems_of(dataclasses.replace(experiment, layers=layers))
    return Note(text, StackFix(f"Take {module.title()} out", layers) if tried.problem is None else None)


def kept_text(module: Module) -> str:
    """Between what a module with bounds keeps its outputs, in words."""
    low, high = module.bounds
    return f"from {plain(low)} to {plain(high)}" if math.isfinite(high) else f"at {plain(low)} or above"


def _last_bounded(layers: Sequence[Module], rows: Sequence[Row]) -> int | None:
    """The number of the module whose bounds the outputs keep to: only modules that choose, repeat or average values
    may stand behind it."""
    for number in range(len(layers) - 1, -1, -1):
        if any(math.isfinite(bound) for bound in layers[number].bounds):
            return number
        if layers[number].group == "Activation" or rows[number].parameters:
            return None
    return None


def _holds(bounds: tuple[float, float], values: tuple[float, float]) -> bool:
    return bounds[0] <= values[0] and values[1] <= bounds[1]


def _consequence(own: Module, module: Module, found: Problems) -> str:
    """What the loss's own activation can still make of numbers within the module's bounds, in words."""
    low, high = np.clip(module.bounds, -FAR, FAR)
    width = 1 if own.elementwise else math.prod(found.shape or (1,))
    highest, lowest = np.full((1, width), low, np.float32), np.full((1, width), high, np.float32)
    highest[0, 0], lowest[0, 0] = high, low
    most, least = (float(own.forward(scores)[0, 0]) for scores in (highest, lowest))
    if least < 0.005 and most > 0.995:
        return "and where it holds one at its bound, no gradient passes"
    return f"so that every output stays between {100 * least:.0f} % and {100 * most:.0f} %"
