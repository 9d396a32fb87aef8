"""Kept runs as text for other programs: CSV for spreadsheets, JSON lines for programs. Weights are not in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

import numpy as np

from playground.analysis.runs.kept_run import COLUMNS, KeptRun, number_of

CURVE_COLUMNS = ("epoch", "updates", "seconds", *COLUMNS[2:])
CSV_COLUMNS = ("run", *CURVE_COLUMNS, "changes")


def csv_text(runs: Iterable[KeptRun]) -> str:
    """A row a point of each curve, with `CSV_COLUMNS` as the head; an accuracy that is not measured is left empty.

    What was changed in training stands at the first point that may show it.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for run in runs:
        for row, changes in zip(_points(run), _changes_by_row(run), strict=True):
            numbers = ("" if row[name] is None else row[name] for name in CURVE_COLUMNS)
            writer.writerow([run.name, *numbers, changes])
    return text.getvalue()


def json_lines(runs: Iterable[KeptRun]) -> str:
    """A run a line: its name, the experiment as `Experiment.from_data` reads it, how many own drawings it was trained
    with, the final figures, the curve, and what was changed in training at which epoch."""
    return "".join(json.dumps(_described(run), ensure_ascii=False, allow_nan=False) + "\n" for run in runs)


def _described(run: KeptRun) -> dict[str, Any]:
    names = CURVE_COLUMNS
    return {
        "name": run.name,
        "experiment": run.experiment.data(),
        "own_drawings": None if run.own_drawings is None else run.own_drawings.data(),
        "final": {**run.final, "seconds": run.seconds},
        "reason": run.reason,
        "finished_at": run.finished_at,
        "changes": [{"epoch": epoch, "change": text} for epoch, text in run.changes],
        "curve": {"columns": names, "rows": [[row[name] for name in names] for row in _points(run)]},
    }


def _changes_by_row(run: KeptRun) -> list[str]:
    """The changes since the row before, for each row of the curve; the last has what came after it, too."""
    found: list[list[str]] = [[] for _ in run.curve]
    for epoch, text in run.changes:
        row = int(np.searchsorted(run.curve[:, 0], epoch, side="right"))
        found[min(row, len(found) - 1)].append(text)
    return ["; ".join(texts) for texts in found]


def _points(run: KeptRun) -> Iterable[dict[str, int | float | None]]:
    """The rows of the curve, by column."""
    for row, seconds in zip(run.curve, run.column("seconds"), strict=True):
        numbers = {name: number_of(value) for name, value in zip(COLUMNS, row, strict=True)}
        yield {**numbers, "updates": int(row[1]), "seconds": round(float(seconds), 6)}
