"""Words of the editor about an experiment: errors with their fixes, or a note on the end of the stack."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from nn.trace import Row
from playground.datasets.tasks import Regress
from playground.experiment.experiment import Experiment
from playground.experiment.fixes import (
    PreparationFix,
    ScheduleFix,
    StackFix,
    fix_of,
    preparation_fix_of,
    schedule_fix_of,
)
from playground.experiment.notes import Note, kept_by, note_of
from playground.experiment.problems import Problems, problems_of


@dataclass(frozen=True)
class Inspection:
    """The editor's words on an experiment; `problem` is the first thing that stands in training's way.

    `fix` belongs to the error of a row, or else to that of the output; `schedule_fix` has batches, and
    `preparation_fix` validation samples, that leave no problem. Where nothing is wrong, `note` may say what the end
    of the stack does to the loss.
    """

    rows: tuple[Row, ...]
    output_text: str
    output_error: str | None
    fix: StackFix | None
    schedule_fix: ScheduleFix | None
    preparation_fix: PreparationFix | None
    note: Note | None
    problem: str | None


def inspect(experiment: Experiment) -> Inspection:
    """Look an experiment over, and for ways to fix what is wrong with it; allocates nothing."""
    found = problems_of(experiment)
    output = found.task.output_text
    if found.layers and isinstance(found.task, Regress):
        output += _kept_within(found)
    rows = enumerate(found.rows)
    return Inspection(
        rows=tuple(dataclasses.replace(row, error=row.error or found.starving.get(number)) for number, row in rows),
        output_text=output,
        output_error=found.output_error,
        fix=fix_of(experiment, found),
        schedule_fix=schedule_fix_of(experiment, found),
        preparation_fix=preparation_fix_of(experiment, found),
        note=None if found.problem else note_of(experiment, found),
        problem=found.problem,
    )


def _kept_within(found: Problems) -> str:
    """The range of the outputs, in words, where the stack's end keeps them to one."""
    kept = kept_by(found)[-1:] if found.shape is not None else []
    return "".join(f", which {each.text(found.layers)}" for each in kept if each.places)
