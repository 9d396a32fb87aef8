"""Phases of a step: what of it can be pointed at in each, as columns of blocks, and what explains a number there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nn.layers.residual import Residual
from nn.module import Array
from playground.analysis.step.check import Check, check_gradient, check_output_delta
from playground.analysis.step.deltas import explain_delta, explain_input_delta
from playground.analysis.step.explanation import Explanation
from playground.analysis.step.gradients import explain_gradient
from playground.analysis.step.links import reaches, sees
from playground.analysis.step.losses import explain_loss, explain_mean_loss, explain_prediction, target_rows
from playground.analysis.step.numerals import numeral
from playground.analysis.step.outputs import explain_output
from playground.analysis.step.places import Place, Places, place_text, require_place
from playground.analysis.step.recording import Step
from playground.analysis.step.updates import explain_average, explain_update

FORWARD, LOSS, BACKWARD, UPDATE = PHASES = ("forward", "loss", "backward", "update")
INPUT, OUTPUT, PREDICTION, TARGET, LOSS_OF_SAMPLE, MEAN_LOSS = VALUES = (
    "input", "output", "prediction", "target", "loss", "mean loss",
)  # fmt: skip
INPUT_DELTA, DELTA, GRADIENT, NEW_VALUE, AVERAGE = SLOPES = ("input delta", "delta", "gradient", "new value", "average")
KINDS = (*VALUES, *SLOPES)


class Pointed(NamedTuple):
    """A number of a step: its kind, the row and the name of the parameter where it has some, and its place."""

    kind: str
    row: int = 0
    name: str = ""
    place: Place = ()


@dataclass(frozen=True, eq=False)
class Block:
    """Numbers of one kind that stand together, as an array of their places."""

    title: str
    kind: str
    values: Array
    row: int = 0
    name: str = ""


@dataclass(frozen=True, eq=False)
class Column:
    """Values that stand below each other: a row of the stack, or what comes before or behind all of them."""

    title: str
    blocks: tuple[Block, ...]


def columns(step: Step, phase: str, sample: int) -> tuple[Column, ...]:
    """The columns of a phase for a sample, in the order of the stack."""
    return {FORWARD: _forward, LOSS: _loss, BACKWARD: _backward, UPDATE: _update}[phase](step, sample)


def _titles(step: Step) -> list[str]:
    return [f"{number}: {row.layer.title()}" for number, row in enumerate(step.rows, 1)]


def _input(step: Step, sample: int) -> Column:
    return Column("Input", (Block("the sample", INPUT, step.inputs[sample]),))


def _prediction(step: Step, sample: int) -> tuple[Column, ...]:
    if step.loss.activation is None:
        return ()
    title = f"{step.loss.activation.title()}, the loss's own"
    return (Column(title, (Block("predictions", PREDICTION, step.predictions[sample]),)),)


def _forward(step: Step, sample: int) -> tuple[Column, ...]:
    rows = (
        Column(title, (Block("outputs", OUTPUT, row.outputs[sample], number),))
        for number, (title, row) in enumerate(zip(_titles(step), step.rows, strict=True))
    )
    return (_input(step, sample), *rows, *_prediction(step, sample))


def _loss(step: Step, sample: int) -> tuple[Column, ...]:
    last = len(step.rows) - 1
    losses = (
        Block("of the sample", LOSS_OF_SAMPLE, step.losses[sample : sample + 1]),
        Block(f"mean of {step.count:,}", MEAN_LOSS, np.array([step.value])),
    )
    return (
        Column(_titles(step)[last], (Block("outputs", OUTPUT, step.scores[sample], last),)),
        *_prediction(step, sample),
        Column("Target", (Block("what should be", TARGET, _targets(step, sample)),)),
        Column(step.loss.title(), losses),
    )


def _backward(step: Step, sample: int) -> tuple[Column, ...]:
    first = Column("Input", (Block("∂L/∂x", INPUT_DELTA, step.rows[0].input_slopes[sample]),))
    rows = (
        Column(
            title,
            (
                Block("∂L/∂y", DELTA, row.output_slopes[sample], number),
                *(Block(f"∂L/∂{name}", GRADIENT, each.gradient, number, name) for name, each in row.parameters.items()),
            ),
        )
        for number, (title, row) in enumerate(zip(_titles(step), step.rows, strict=True))
    )
    return (first, *rows)


def _update(step: Step, _: int) -> tuple[Column, ...]:
    found = []
    for number, (title, row) in enumerate(zip(_titles(step), step.rows, strict=True)):
        moves = [
            Block(f"change of {name}", NEW_VALUE, each.after - each.before, number, name)
            for name, each in row.parameters.items()
        ]
        averages = [
            Block(f"change of the average of {name}", AVERAGE, each.average[1] - each.average[0], number, name)
            for name, each in row.parameters.items()
            if each.average is not None
        ]
        if moves:
            found.append(Column(title, (*moves, *averages)))
    return tuple(found)


def _targets(step: Step, sample: int) -> Array:
    """Those of the sample, in the scores' shape also where they are numbers of classes."""
    return target_rows(step, sample) if step.targets.ndim == 1 else step.targets[sample]


def explain(step: Step, sample: int, at: Pointed) -> Explanation:
    """Explanation of the number; ValueError where there is none such."""
    match at.kind:
        case "input":
            return _given("Input", "x", "a number of the sample, as the network is shown it", step.inputs, sample, at)
        case "target":
            targets = np.stack([_targets(step, each) for each in range(step.count)])
            return _given("Target", "y", "what the prediction should be", targets, sample, at)
        case "output":
            return explain_output(step, at.row, sample, at.place)
        case "prediction":
            return explain_prediction(step, sample, at.place)
        case "loss":
            return explain_loss(step, sample)
        case "mean loss":
            return explain_mean_loss(step)
        case "input delta":
            return explain_input_delta(step, 0, sample, at.place)
        case "delta":
            return explain_delta(step, at.row, sample, at.place)
        case "gradient":
            return explain_gradient(step, at.row, at.name, at.place)
        case "new value":
            return explain_update(step, at.row, at.name, at.place)
        case "average":
            return explain_average(step, at.row, at.name, at.place)
    raise ValueError(f"A step has no {at.kind!r:.60}; it has {', '.join(KINDS)}.")


def _given(noun: str, letter: str, meaning: str, values: Array, sample: int, at: Pointed) -> Explanation:
    """A number that nothing makes: it is given."""
    require_place(values, sample, at.place, noun.lower())
    value = float(values[(sample, *at.place)])
    title = f"{noun} {place_text(at.place, values.shape[1:])}"
    return Explanation(title, letter, f"{letter} = {numeral(value)}", ((letter, meaning),), (), None, value)


def old_value(step: Step, at: Pointed) -> float | None:
    """What a new value or average takes the place of; None of any other number. `at` must be one that there is."""
    if at.kind not in (NEW_VALUE, AVERAGE):
        return None
    parameter = step.rows[at.row].parameters[at.name]
    old = parameter.average[0] if at.kind == AVERAGE and parameter.average is not None else parameter.before
    return float(old[at.place])


class Linked(NamedTuple):
    """Numbers that another one is made of, all of one kind and row, at places (m,) within the sample."""

    kind: str
    row: int
    places: Places


def linked(step: Step, sample: int, at: Pointed) -> Linked | None:
    """The numbers that one is made of, where they are of a row beside it; None where they are not, or all are.

    `at` must be one that `explain` knows.
    """
    if at.kind == OUTPUT:
        row = step.rows[at.row]
        found = sees(row.layer, row, sample, at.place)
        from_its_own = row.layer.elementwise or isinstance(row.layer, Residual)
        places = found.places[1:] if found else _same_place(from_its_own, at.place)
        kind, beside = (OUTPUT, at.row - 1) if at.row else (INPUT, 0)
    elif at.kind in (DELTA, INPUT_DELTA):
        beside = at.row + 1 if at.kind == DELTA else 0
        if beside == len(step.rows):
            return None
        row = step.rows[beside]
        found = reaches(row.layer, row, sample, at.place)
        own = None if found is None else found.places[0] == sample
        places = None if found is None else tuple(axis[own] for axis in found.places[1:])
        kind = DELTA
    else:
        return None
    return None if places is None else Linked(kind, beside, places)


def _same_place(is_made_there: bool, place: Place) -> Places | None:
    return tuple(np.array([index]) for index in place) if is_made_there else None


def check(step: Step, sample: int, at: Pointed) -> Check | None:
    """The derivative that stands behind the number, beside its central difference; None where there is none.

    ValueError where there is no such number.
    """
    if at.kind == DELTA:
        return check_output_delta(step, at.row, sample, at.place)
    if at.kind in (GRADIENT, NEW_VALUE):
        return check_gradient(step, at.row, at.name, at.place)
    return None
