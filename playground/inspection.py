"""What is said of an experiment where its stack is edited: errors with what mends them, or what the loss would note."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nn.module import Module
from nn.trace import Row
from playground.experiment import Experiment
from playground.mends import Mended, Rescheduled, mend_of, reschedule_of
from playground.notes import Note, kept_text, note_of
from playground.problems import problems_of
from playground.tasks import Regress


@dataclass(frozen=True)
class Inspection:
    """Rows of the stack, what its output must be, and the first thing that stands in training's way (None: nothing).

    `mend` belongs to the error of a row, or else to that of the output. `reschedule` are batches that leave no problem,
    where there is one. Where nothing is wrong, `note` may say what the end of the stack does to the loss.
    """

    rows: tuple[Row, ...]
    output_text: str
    output_error: str | None
    mend: Mended | None
    reschedule: Rescheduled | None
    note: Note | None
    problem: str | None


def inspect(experiment: Experiment) -> Inspection:
    """Look an experiment over; allocates nothing."""
    found = problems_of(experiment)
    wrong = found.failing is not None or found.output_error is not None
    output = found.task.output_text
    if found.layers and isinstance(found.task, Regress):
        output += _kept_within(found.layers[-1])
    return Inspection(
        rows=found.rows,
        output_text=output,
        output_error=found.output_error,
        mend=mend_of(experiment, found) if wrong else None,
        # other batches help neither a stack that does not fit together nor an output that does not fit the data
        reschedule=reschedule_of(experiment) if found.problem is not None and (found.starved or not wrong) else None,
        note=None if wrong else note_of(experiment, found),
        problem=found.problem,
    )


def _kept_within(last: Module) -> str:
    """What a value can never be after this module, in words; values may lie anywhere."""
    return "" if math.isinf(last.bounds[0]) else f", which {last.title()} keeps {kept_text(last)}"
