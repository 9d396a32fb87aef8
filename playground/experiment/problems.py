"""Obstacles to training an experiment, found before anything is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nn.layers.convolutions import Convolution
from nn.layers.pools import Pool
from nn.loss import Loss
from nn.module import BatchError, Module, Shape
from nn.settings import settings_of
from nn.shape_words import shape_text
from nn.trace import Row
from nn.windows import Windows
from playground.datasets.tasks import Classify, Reconstruct, Task
from playground.experiment.experiment import Experiment
from playground.experiment.limits import (
    BYTES,
    MOST_BATCH_BYTES,
    MOST_EVALUATION_WORK,
    MOST_PARAMETERS,
    MOST_UPDATE_WORK,
    evaluation_work,
    largest_batch,
    rows_of,
    work_of,
)
from playground.experiment.schedule import Schedule
from playground.experiment.setting_names import title_of
from playground.experiment.words import counted, listed


@dataclass(frozen=True)
class Problems:
    """Obstacles to training an experiment: those of its stack, those of its batches, and those of its stop rules."""

    layers: tuple[Module, ...]
    rows: tuple[Row, ...]
    """Shapes, counts and errors, module by module."""
    task: Task
    loss: Loss
    shape: Shape | None
    """Of the output; None below an error."""
    refused: bool
    """True where the task cannot be learnt with this loss, whatever the stack."""
    output_error: str | None
    """The fault of the output for this task and loss, in words."""
    starving: Mapping[int, str]
    """By the number of its row, what is said of each module that needs larger batches."""
    stack_problem: str | None
    batch_problem: str | None
    validation_problem: str | None

    @property
    def failing(self) -> int | None:
        """The number of the first row that cannot take what it receives."""
        return next((number for number, row in enumerate(self.rows) if row.error), None)

    @property
    def problem(self) -> str | None:
        """The first thing that stands in training's way."""
        return self.network_problem or self.validation_problem

    @property
    def network_problem(self) -> str | None:
        """The first of these that has to do with the network and its batches."""
        return self.stack_problem or self.batch_problem


def problems_of(experiment: Experiment) -> Problems:
    """Look an experiment over; allocates nothing."""
    dataset = experiment.dataset
    task, loss = dataset.task, experiment.loss
    layers = experiment.layers
    rows = rows_of(experiment)
    shape = rows[-1].shape_out if rows else dataset.shape
    error = refusal = task.refusal(loss)
    if refusal is None and shape is not None:
        error = _output_error(task, loss, shape, layers, rows)
    row_error = next((row.error for row in rows if row.error), None)
    empty = None if layers else "The stack is empty: add a module."
    batch = largest_batch(experiment)
    starving = _starving(layers, rows, batch)
    return Problems(
        layers=layers,
        rows=rows,
        task=task,
        loss=loss,
        shape=shape,
        refused=refusal is not None,
        output_error=error,
        starving=starving,
        stack_problem=row_error or error or empty or _too_many_parameters(rows) or _too_much_work(experiment, rows),
        batch_problem=next(iter(starving.values()), None) or _too_large_batch(rows, batch) or _too_slow(rows, batch),
        validation_problem=_unwatched(experiment),
    )


def widths_of(task: Task, loss: Loss) -> tuple[int, ...]:
    """Numbers of outputs that a network for the task may have with this loss."""
    return tuple(width for width in task.widths() if width >= loss.least_outputs)


def _output_error(task: Task, loss: Loss, shape: Shape, layers: Sequence[Module], rows: Sequence[Row]) -> str | None:
    widths = widths_of(task, loss)
    if shape in task.shapes() and (len(shape) > 1 or shape[0] in widths):
        return None
    given = counted(shape[0], "number") if len(shape) == 1 else shape_text(shape)
    wanted = " or ".join(map(str, widths))
    if loss.least_outputs > 1 and len(shape) == 1 and shape[0] in task.widths():
        return f"{loss.title()} needs an output for each class: {wanted}; the last layer gives {given}."
    if isinstance(task, Reconstruct) and len(shape) == len(task.shape):
        wanted = shape_text(task.shape)
    elif len(shape) > 1:
        wanted = shape_text(widths) if len(widths) == 1 else f"a list of {wanted} numbers"
    where = _where_size_is_lost(layers, rows) if lost_size(task, shape) else ""
    return f"{task.need} The stack gives {given}; it must give {wanted}.{where}"


def lost_size(task: Task, shape: Shape) -> bool:
    """True for an output that is an image, as the sample to rebuild is, but of another size."""
    return isinstance(task, Reconstruct) and len(shape) == 3 and shape[:-1] != task.shape[:-1]


def windows_with_loss(layers: Sequence[Module], rows: Sequence[Row]) -> list[tuple[int, Windows]]:
    """Windows over an image that lose some of its size for good, each with the number of its row: repeating every
    output as often as the windows are apart does not bring it back, and no later row has it again."""
    found = []
    for number, (layer, row) in enumerate(zip(layers, rows, strict=True)):
        if isinstance(layer, (Pool, Convolution)) and layer.axes == 2 and row.shape_in and row.shape_out:
            later = [each.shape_out for each in rows[number + 1 :] if each.shape_out and len(each.shape_out) == 3]
            found += [
                (number, axis)
                for side, axis in enumerate(layer.windows_over(row.shape_in))
                if axis.count * axis.stride != axis.length and all(shape[side] != axis.length for shape in later)
            ][:1]
    return found


def _where_size_is_lost(layers: Sequence[Module], rows: Sequence[Row]) -> str:
    for number, axis in windows_with_loss(layers, rows):
        if axis.padding == "valid" and axis.size > axis.stride:
            why = f"windows of {axis.size} at stride {axis.stride} do not reach beyond the edges"
        else:  # as many windows as strides fit
            why = f"{axis.length} is odd" if axis.stride == 2 else f"{axis.length} cannot be divided by {axis.stride}"
        title = layers[number].title()
        return f" The size is lost in layer {number + 1}: {title} makes {axis.count} of {axis.length}, as {why}."
    return ""


def _starving(layers: Sequence[Module], rows: Sequence[Row], batch: int) -> dict[int, str]:
    found = {}
    for number, (layer, row) in enumerate(zip(layers, rows, strict=True)):
        if row.shape_out is None or row.shape_in is None:
            break
        try:
            layer.require_samples(row.shape_in, batch)
        except BatchError as error:
            found[number] = str(error)
    return found


def _unwatched(experiment: Experiment) -> str | None:
    """What is said where something watches validation samples, and there are none."""
    schedule, titles = experiment.schedule, {setting.name: title_of(setting) for setting in settings_of(Schedule)}
    on = {
        "target_accuracy": schedule.target_accuracy > 0 and isinstance(experiment.dataset.task, Classify),
        "patience": schedule.patience > 0,
        "keep_best": schedule.keep_best,
    }
    named = [f"“{titles[name]}”" for name, is_on in on.items() if is_on]
    if not named or experiment.validation_count:
        return None
    watch = "watches" if len(named) == 1 else "watch"
    return (
        f"{listed(named)} {watch} validation samples, and none are set aside. Set some aside under Preparation, or "
        f"switch {'it' if len(named) == 1 else 'them'} off."
    )


def _too_many_parameters(rows: Sequence[Row]) -> str | None:
    parameters = sum(row.parameters for row in rows)
    if parameters <= MOST_PARAMETERS:
        return None
    return (
        f"The network has {parameters:,} parameters; at most {MOST_PARAMETERS:,} are trained here. "
        "Take fewer units, or fewer inputs to the widest layer."
    )


def _too_much_work(experiment: Experiment, rows: Sequence[Row]) -> str | None:
    work = evaluation_work(experiment, rows)
    if work <= MOST_EVALUATION_WORK:
        return None
    return (
        f"To look once at what this network does takes {work / 1e9:,.0f} billion multiplications; at most "
        f"{MOST_EVALUATION_WORK / 1e9:,.0f} billion are made here. Take fewer channels or units, or a pool before the "
        "layer with the most."
    )


def _too_slow(rows: Sequence[Row], batch: int) -> str | None:
    # backward takes twice as many multiplications as forward: by the inputs, and by the weights
    work = 3 * batch * sum(map(work_of, rows))
    if work <= MOST_UPDATE_WORK:
        return None
    return (
        f"An update of this network takes {work / 1e9:,.0f} billion multiplications; at most "
        f"{MOST_UPDATE_WORK / 1e9:,.0f} billion are made here. Take smaller batches, or fewer channels or units."
    )


def _too_large_batch(rows: Sequence[Row], batch: int) -> str | None:
    # an evaluation takes as few samples at a time as it must, so that the batches of training decide
    memory = BYTES * batch * sum(row.memory for row in rows)
    if memory <= MOST_BATCH_BYTES:
        return None
    return (
        f"A batch of this network needs about {memory / 2**20:,.0f} MB; at most {MOST_BATCH_BYTES / 2**20:,.0f} MB "
        "are used here. Take smaller batches, fewer units or fewer layers."
    )
