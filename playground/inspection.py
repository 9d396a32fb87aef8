"""What stands in the way of training an experiment, row by row and as a whole, before anything is built."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nn.loss import Loss
from nn.module import Module, Shape
from nn.registry import Data, data_of, make
from nn.settings import settings_of
from nn.trace import Row, trace
from playground.datasets import Dataset
from playground.experiment import Experiment
from playground.schedule import Schedule, Schedules
from playground.tasks import Regress, Task

MOST_PARAMETERS = 2_000_000
"""Weights, gradient, two optimiser memories and a last finite copy of each: about 50 MB at this number."""
MOST_BATCH_BYTES = 256 * 2**20
BYTES = 4


@dataclass(frozen=True)
class Mended:
    """A change of the stack that would mend an error, to be offered as one click."""

    label: str
    layers: tuple[Data, ...]


@dataclass(frozen=True)
class Inspection:
    """Rows of the stack, what its output must be, and the first thing that stands in training's way (None: nothing)."""

    rows: tuple[Row, ...]
    output_text: str
    output_error: str | None
    output_mend: Mended | None
    problem: str | None


def inspect(experiment: Experiment) -> Inspection:
    """Look an experiment over; allocates nothing."""
    dataset = make(Dataset, experiment.dataset)
    loss = make(Loss, experiment.loss)
    layers = [make(Module, layer) for layer in experiment.layers]
    rows = trace(layers, dataset.shape)
    row_error = next((row.error for row in rows if row.error), None)
    shape = rows[-1].shape_out if rows else dataset.shape
    error, mend = None, None
    if row_error is None and shape is not None:
        error = _output_error(dataset.task, loss, shape)
        mend = None if error is None else _mend(experiment, layers, dataset.task, loss, shape)
    problem = row_error or error or (None if experiment.layers else "The stack is empty: add a module.")
    output = dataset.task.output_text + (
        _kept_within(layers[-1]) if layers and isinstance(dataset.task, Regress) else ""
    )
    return Inspection(tuple(rows), output, error, mend, problem or _too_large(experiment, rows))


def _kept_within(last: Module) -> str:
    """What a value can never be after this module, in words; values may lie anywhere."""
    low, high = last.bounds
    if math.isinf(low):
        return ""
    return f", which {last.title()} keeps " + (
        f"from {low} to {high}" if math.isfinite(high) else f"at {low} or above"
    ).replace("-", "−")


def _widths(task: Task, loss: Loss) -> tuple[int, ...]:
    return tuple(width for width in task.widths() if width >= loss.least_outputs)


def _output_error(task: Task, loss: Loss, shape: Shape) -> str | None:
    refusal = task.refusal(loss)
    if refusal is not None:
        return refusal
    widths = _widths(task, loss)
    if shape in task.shapes() and (len(shape) > 1 or shape[0] in widths):
        return None
    given = f"{shape[0]} number{'s' * (shape[0] != 1)}" if len(shape) == 1 else f"shape {' × '.join(map(str, shape))}"
    wanted = " or ".join(map(str, widths))
    if loss.least_outputs > 1 and len(shape) == 1 and shape[0] in task.widths():
        return f"{loss.title()} needs an output for each class: {wanted}; the last layer gives {given}."
    return f"{task.need} The stack gives {given}; it must give {wanted}."


def _mend(experiment: Experiment, layers: Sequence[Module], task: Task, loss: Loss, shape: Shape) -> Mended | None:
    widths = _widths(task, loss)
    if not widths or task.refusal(loss) is not None:
        return None
    kind, name, size = "linear", "units", widths[0]
    wanted = task.shapes()[-1]
    if len(shape) == 3 and shape[:-1] == wanted[:-1]:  # an image of the right size, but for its channels
        kind, name, size = "conv2d", "channels", wanted[-1]
    for index in range(len(layers) - 1, -1, -1):
        data = dict(experiment.layers[index])
        if any(setting.name == name for setting in settings_of(type(layers[index]))):
            data[name] = size
            changed = (*experiment.layers[:index], data, *experiment.layers[index + 1 :])
            return Mended(f"Set the last {layers[index].title()} to {size}", changed)
        if layers[index].group != "Activation":
            break
    same = {"padding": "same"} if kind == "conv2d" else {}
    last = data_of(make(Module, {"kind": kind, name: size, **same}))
    return Mended(
        f"Add {make(Module, last).title()} with {size} {name.removesuffix('s')}{'s' * (size != 1)}",
        (*experiment.layers, last),
    )


def _too_large(experiment: Experiment, rows: Sequence[Row]) -> str | None:
    parameters = sum(row.parameters for row in rows)
    if parameters > MOST_PARAMETERS:
        return (
            f"The network has {parameters:,} parameters; at most {MOST_PARAMETERS:,} are trained here. "
            "Take fewer units, or fewer inputs to the widest layer."
        )
    schedule = make(Schedules, experiment.schedule)
    assert isinstance(schedule, Schedule)
    # an evaluation takes as few samples at a time as it must, so that the batches of training decide
    count = make(Dataset, experiment.dataset).training_count
    batch = min(schedule.samples_per_update or count, count)
    memory = BYTES * batch * sum(row.memory for row in rows)
    if memory > MOST_BATCH_BYTES:
        return (
            f"A batch of this network needs about {memory / 2**20:,.0f} MB; at most {MOST_BATCH_BYTES / 2**20:,.0f} MB "
            "are used here. Take smaller batches, fewer units or fewer layers."
        )
    return None
