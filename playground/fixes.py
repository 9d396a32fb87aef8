"""Changes of a stack, or of its batches, that leave nothing in training's way: each was tried before it is offered."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from nn.module import Module
from nn.registry import Data, data_of, make
from nn.settings import SpecError, settings_of
from playground.experiment import Experiment
from playground.problems import Problems, lost_size, problems_of, rows_with_rest, widths_of
from playground.schedule import Schedule
from playground.words import counted, listed

MOST_STEPS = 3
"""Changes that are offered together, as one click."""
MOST_TRIALS = 24
"""Stacks that are tried: of the largest they take less than a tenth of a second."""

Stack = tuple[Data, ...]


@dataclass(frozen=True)
class StackFix:
    """A change of the stack that would fix an error, to be offered as one click."""

    label: str
    layers: Stack


def fix_of(experiment: Experiment, found: Problems) -> StackFix | None:
    """The shortest change that leaves the experiment, of which `found` is known, without any problem; None where none
    is found, or none is needed."""
    if found.failing is None and found.output_error is None and not found.starving:
        return None
    reached = [(found, StackFix("", experiment.layers))]
    tried: list[Stack] = []
    for _ in range(MOST_STEPS):
        further = []
        for problems, so_far in reached:
            for change in _changes(so_far.layers, problems):
                if change.layers in tried or len(tried) == MOST_TRIALS:
                    continue
                tried.append(change.layers)
                try:
                    after = problems_of(dataclasses.replace(experiment, layers=change.layers))
                except SpecError:  # too many modules
                    continue
                together = StackFix(_joined(so_far.label, change.label, problems), change.layers)
                if after.problem is None:
                    return together
                further.append((after, together))
        reached = further
    return None


@dataclass(frozen=True)
class ScheduleFix:
    """Batches with which nothing stands in training's way, to be offered as one click."""

    label: str
    schedule: Data


def schedule_fix_of(experiment: Experiment, found: Problems) -> ScheduleFix | None:
    """The largest mini-batches, up to those that were set last, with which the experiment has no problem.

    `found` is known of it; None where other batches do not help, or are not needed.
    """
    if found.stack_problem is not None or found.batch_problem is None:
        return None
    size = int(experiment.schedule["batch_size"])
    while size >= 2:
        schedule: Data = {**experiment.schedule, "batch_mode": Schedule.MINI_BATCH, "batch_size": size}
        if problems_of(dataclasses.replace(experiment, schedule=schedule)).problem is None:
            return ScheduleFix(f"Train in mini-batches of {size:,}", schedule)
        size //= 2
    return None


def without(layers: Stack, *numbers: int) -> Stack:
    """The stack without the rows of these numbers."""
    return tuple(layer for number, layer in enumerate(layers) if number not in numbers)


def _joined(before: str, label: str, problems: Problems) -> str:
    """One label for two changes; "here", at the row that failed, is another place once the first is made."""
    if not before:
        return label
    if problems.failing is not None:
        label = f"{label.removesuffix(' here')} before {problems.layers[problems.failing].title()}"
    return f"{before}, then {label[0].lower()}{label[1:]}"


def _changes(layers: Stack, found: Problems) -> Iterator[StackFix]:
    """Changes that might fix the first error; the likeliest first."""
    number = found.failing
    if found.refused:
        return
    if number is not None:
        fix = found.rows[number].fix
        if fix is not None:
            yield StackFix(fix.label, _with(layers, number, fix.kind, **fix.settings))
    elif found.output_error is not None and found.shape is not None:
        if lost_size(found.task, found.shape):
            yield from _changes_of_size(layers, found)
        else:
            yield from _changes_of_outputs(layers, found)
    elif found.starving:
        kinds = dict.fromkeys(found.layers[number].title() for number in found.starving)
        yield StackFix(f"Take {listed(list(kinds))} out", without(layers, *found.starving))


def _with(layers: Stack, number: int, kind: str, **settings: object) -> Stack:
    return (*layers[:number], data_of(make(Module, {"kind": kind, **settings})), *layers[number:])


def _changes_of_outputs(layers: Stack, found: Problems) -> Iterator[StackFix]:
    """As many outputs as are wanted: of the last module that has a number of them, or of one more."""
    widths = widths_of(found.task, found.loss)
    if not widths or found.shape is None:
        return
    kind, noun, size, same = "linear", "unit", widths[0], {}
    wanted = found.task.shapes()[-1]
    if len(found.shape) == 3 and found.shape[:-1] == wanted[:-1]:  # an image of the right size, but for its channels
        kind, noun, size, same = "conv2d", "channel", wanted[-1], {"padding": "same"}
    name = f"{noun}s"
    for number in range(len(layers) - 1, -1, -1):
        module = found.layers[number]
        if any(setting.name == name for setting in settings_of(type(module))):
            changed = {**layers[number], name: size}
            yield StackFix(
                f"Set the last {module.title()} to {size}", (*layers[:number], changed, *layers[number + 1 :])
            )
        if module.group != "Activation":
            break
    title = Module.kinds()[kind].title()
    yield StackFix(f"Add {title} with {counted(size, noun)}", _with(layers, len(layers), kind, **{name: size}, **same))


def _changes_of_size(layers: Stack, found: Problems) -> Iterator[StackFix]:
    """The image as large as it came in: nothing lost at edges, nothing lost that does not divide, nothing too often."""

    def named(number: int) -> str:
        return f"{found.layers[number].title()} (layer {number + 1})"

    edges = [number for number, layer in enumerate(layers) if layer.get("padding") == "valid"]
    if edges:
        same: Stack = tuple(
            {**layer, "padding": "same"} if number in edges else layer for number, layer in enumerate(layers)
        )
        yield StackFix("Pad every convolution, so that the image keeps its size", same)
    sizes = [
        (number, row.shape_in[0], row.shape_out[0])
        for number, row in enumerate(found.rows)
        if row.shape_in is not None and row.shape_out is not None and len(row.shape_in) == len(row.shape_out) == 3
    ]
    larger = [number for number, before, after in sizes if after > before]
    for number, _, _ in rows_with_rest(found.rows):
        for other in larger:
            yield StackFix(f"Take out {named(number)} and {named(other)}", without(layers, number, other))
    for number, before, after in sizes:
        if before != after:
            yield StackFix(f"Take out {named(number)}", without(layers, number))
