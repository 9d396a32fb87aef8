"""Changes of a stack, of its batches or of what is set aside, after which nothing stands in training's way.

Each was tried before it is offered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nn.layers import Residual
from nn.layers.convolutions import Convolution
from nn.module import Module
from nn.registry import Data, copy_of, data_of, make
from nn.settings import SpecError, Value, settings_of
from playground.experiment.experiment import Experiment
from playground.experiment.problems import Problems, lost_size, problems_of, widths_of, windows_with_loss
from playground.experiment.schedule import Schedule
from playground.experiment.words import counted, listed
from playground.preparation import Preparation

MOST_STEPS = 3
"""Changes that are offered together, as one click."""
MOST_TRIALS = 24
"""Stacks that are tried: of the largest they take less than a tenth of a second."""
USUAL_VALIDATION = 0.2
"""Share of the training samples that is offered to be set aside."""

OUTPUTS = {"units": "unit", "channels": "channel"}
"""Settings that are the number of a module's outputs, at each position, and one of these in words."""

Stack = tuple[Data, ...]
_Rows = tuple[tuple[Data, int | None], ...]
"""Layers, each with its place in the stack that the person sees; None for one that is not in it."""
_Change = tuple[str, _Rows]
"""A label, and the rows after the change."""


@dataclass(frozen=True)
class StackFix:
    """A change of the stack that would fix an error, to be offered as one click."""

    label: str
    layers: Stack


def fix_of(experiment: Experiment, found: Problems) -> StackFix | None:
    """The shortest change that leaves the network and batches of the experiment, of which `found` is known, without
    any problem; None where none is found, or none is needed."""
    if found.failing is None and found.output_error is None and not found.starving:
        return None
    reached = [(found, "", _rows(experiment.layers_data()))]
    tried: list[Stack] = []
    for _ in range(MOST_STEPS):
        further = []
        for problems, so_far, before in reached:
            for label, rows in _changes(before, problems):
                layers = _stack(rows)
                if layers in tried or len(tried) == MOST_TRIALS:
                    continue
                tried.append(layers)
                try:
                    after = problems_of(experiment.changed(layers=layers))
                except SpecError:  # too many modules
                    continue
                together = _joined(so_far, label, problems)
                if after.network_problem is None:
                    return StackFix(together, layers)
                further.append((after, together, rows))
        reached = further
    return None


def taken_out(layers: Stack, *numbers: int) -> StackFix:
    """The change that takes the rows of these numbers out of the stack."""
    label, rows = _taken_out(_rows(layers), *numbers)
    return StackFix(label, _stack(rows))


def named(title: str, place: int | None) -> str:
    """A module by its title and its place, here counted from zero: Linear (layer 3); without a place, Linear."""
    return title if place is None else f"{title} (layer {place + 1})"


@dataclass(frozen=True)
class ScheduleFix:
    """Batches with which nothing stands in training's way, to be offered as one click."""

    label: str
    schedule: Schedule


def schedule_fix_of(experiment: Experiment, found: Problems) -> ScheduleFix | None:
    """The largest mini-batches, up to those that were set last, with which the network can be trained.

    `found` is known of it; None where other batches do not help, or are not needed.
    """
    if found.stack_problem is not None or found.batch_problem is None:
        return None
    size = experiment.schedule.batch_size
    while size >= 2:
        schedule = copy_of(experiment.schedule, batch_mode=Schedule.MINI_BATCH, batch_size=size)
        if problems_of(experiment.changed(schedule=schedule)).network_problem is None:
            return ScheduleFix(f"Train in mini-batches of {size:,}", schedule)
        size //= 2
    return None


@dataclass(frozen=True)
class PreparationFix:
    """A preparation with which nothing stands in training's way, to be offered as one click."""

    label: str
    preparation: Preparation


def preparation_fix_of(experiment: Experiment, found: Problems) -> PreparationFix | None:
    """Validation samples for what watches them, where that is the only problem; None where it is none."""
    if found.network_problem is not None or found.validation_problem is None:
        return None
    preparation = copy_of(experiment.preparation, validation=USUAL_VALIDATION)
    if problems_of(experiment.changed(preparation=preparation)).problem is not None:
        return None
    return PreparationFix(f"Set aside {100 * USUAL_VALIDATION:.0f} % for validation", preparation)


def _joined(before: str, label: str, problems: Problems) -> str:
    """One label for two changes; "here", at the row that failed, is another place once the first is made."""
    if not before:
        return label
    if problems.failing is not None and label.endswith(" here"):
        label = f"{label.removesuffix(' here')} before {problems.layers[problems.failing].title()}"
    return f"{before}, then {label[0].lower()}{label[1:]}"


def _rows(layers: Stack) -> _Rows:
    return tuple((layer, place) for place, layer in enumerate(layers))


def _stack(rows: _Rows) -> Stack:
    return tuple(layer for layer, _ in rows)


def _taken_out(rows: _Rows, *numbers: int) -> _Change:
    names = [named(Module.kinds()[str(layer["kind"])].title(), place) for layer, place in (rows[n] for n in numbers)]
    left = rows
    for number in sorted(numbers, reverse=True):
        left = (*left[:number], *_around(left, number, -1)[number + 1 :])
    return f"Take out {listed(names)}", left


def _with(rows: _Rows, number: int, kind: str, /, **settings: object) -> _Rows:
    added = (data_of(make(Module, {"kind": kind, **settings})), None)
    return (*rows[:number], added, *_around(rows, number, 1)[number:])


def _around(rows: _Rows, number: int, more: int) -> _Rows:
    """The rows, of which each Residual goes around so many more that it adds the same row as before, once as many are
    inserted before the row `number`, or this is taken out. What is put where its rows begin it adds in its place."""
    changed = rows
    for place, (layer, _) in enumerate(rows):
        skipped = int(layer["rows"]) if layer["kind"] == Residual.kind else 0
        if place - skipped < number + (more < 0) <= place and 0 < skipped <= place:
            changed = _set(changed, [place], rows=max(1, skipped + more))
    return changed


def _set(rows: _Rows, numbers: Collection[int], /, **settings: Value) -> _Rows:
    changes = (settings if number in numbers else {} for number in range(len(rows)))
    return tuple(({**layer, **change}, place) for (layer, place), change in zip(rows, changes, strict=True))


def _changes(rows: _Rows, found: Problems) -> Iterator[_Change]:
    """Changes that might fix the first error; the likeliest first."""
    number = found.failing
    if found.refused:
        return
    if number is not None:
        changes = list(_changes_of_branch(rows, found, number))
        fix = found.rows[number].fix
        if fix is not None:
            inserted = _with(rows, number, fix.kind, **fix.settings) if fix.kind else rows
            changes.append((fix.label, _set(inserted, [number + bool(fix.kind)], **fix.own)))
        if not changes and isinstance(found.layers[number], Residual):
            changes.append(_taken_out(rows, number))
        yield from changes
    elif found.output_error is not None and found.shape is not None:
        if lost_size(found.task, found.shape):
            yield from _changes_of_size(rows, found)
        else:
            yield from _changes_of_outputs(rows, found)
    elif found.starving:
        kinds = dict.fromkeys(found.layers[number].title() for number in found.starving)
        yield f"Take {listed(list(kinds))} out", _taken_out(rows, *found.starving)[1]


def _changes_of_branch(rows: _Rows, found: Problems, number: int) -> Iterator[_Change]:
    """The shape that the row `number` adds, where it is a Residual: of the last of the rows between that has a number
    of outputs, and by convolutions there that lose no edge."""
    residual, given = found.layers[number], found.rows[number].shape_in
    if not isinstance(residual, Residual) or residual.rows > number:
        return
    between = range(number - 1, number - 1 - residual.rows, -1)
    added = found.rows[between[-1]].shape_in
    if given is None or added is None or len(given) != len(added):
        return
    if given[-1] != added[-1]:
        sized = ((place, {setting.name for setting in settings_of(type(found.layers[place]))}) for place in between)
        place, names = next(
            ((place, names & OUTPUTS.keys()) for place, names in sized if names & OUTPUTS.keys()), (0, ())
        )
        for name in names:
            title, size = named(found.layers[place].title(), rows[place][1]), counted(added[-1], OUTPUTS[name])
            yield f"Set {title} to {size}", _set(rows, [place], **{name: added[-1]})
    convolutions = [place for place in between[::-1] if isinstance(found.layers[place], Convolution)]
    edges = [place for place in convolutions if rows[place][0]["padding"] == "valid"]
    if edges and given[:-1] != added[:-1]:
        titles = [named(found.layers[place].title(), rows[place][1]) for place in edges]
        yield f"Pad {listed(titles)}, so that no edge is lost", _set(rows, edges, padding="same")


def _changes_of_outputs(rows: _Rows, found: Problems) -> Iterator[_Change]:
    """As many outputs as are wanted: of the last module that has a number of them, or of one more."""
    widths = widths_of(found.task, found.loss)
    if not widths or found.shape is None:
        return
    kind, noun, size, same = "linear", "unit", widths[0], {}
    wanted = found.task.shapes()[-1]
    if len(found.shape) == 3 and found.shape[:-1] == wanted[:-1]:  # an image of the right size, but for its channels
        kind, noun, size, same = "conv2d", "channel", wanted[-1], {"padding": "same"}
    name = f"{noun}s"
    for number in range(len(rows) - 1, -1, -1):
        module = found.layers[number]
        if any(setting.name == name for setting in settings_of(type(module))):
            yield f"Set the last {module.title()} to {size}", _set(rows, [number], **{name: size})
        if module.group != "Activation":
            break
    title = Module.kinds()[kind].title()
    yield f"Add {title} with {counted(size, noun)}", _with(rows, len(rows), kind, **{name: size}, **same)


def _changes_of_size(rows: _Rows, found: Problems) -> Iterator[_Change]:
    """The image as large as it came in: nothing lost at edges, nothing lost that does not divide, nothing too often."""

    convolutions = [number for number, layer in enumerate(found.layers) if isinstance(layer, Convolution)]
    edges = [number for number in convolutions if rows[number][0]["padding"] == "valid"]
    if edges:
        yield "Pad every convolution, so that the image keeps its size", _set(rows, edges, padding="same")
    sizes = [
        (number, row.shape_in[0], row.shape_out[0])
        for number, row in enumerate(found.rows)
        if row.shape_in is not None and row.shape_out is not None and len(row.shape_in) == len(row.shape_out) == 3
    ]
    larger = [number for number, before, after in sizes if after > before]
    for number, _ in windows_with_loss(found.layers, found.rows):
        for other in larger:
            yield _taken_out(rows, number, other)
    for number, before, after in sizes:
        if before != after:
            yield _taken_out(rows, number)
