"""Kept runs as text for other programs: CSV for spreadsheets, JSON lines for programs. Weights are not in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from playground.analysis.runs.kept_run import COLUMNS, KeptRun, number_of

CSV_COLUMNS = ("run", "epoch", "updates", "seconds", *COLUMNS[2:])


def csv_text(runs: Iterable[KeptRun]) -> str:
    """A row a point of each curve, with `CSV_COLUMNS` as the head; an accuracy that is not measured is left empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for run in runs:
        for row in _points(run):
            writer.writerow([run.name, *("" if row[name] is None else row[name] for name in CSV_COLUMNS[1:])])
    return text.getvalue()


def json_lines(runs: Iterable[KeptRun]) -> str:
    """A run a line: its name, the experiment as `Experiment.from_data` reads it, how many own drawings it was trained
    with, the final figures and the curve."""
    return "".join(json.dumps(_described(run), ensure_ascii=False, allow_nan=False) + "\n" for run in runs)


def _described(run: KeptRun) -> dict[str, Any]:
    names = CSV_COLUMNS[1:]
    return {
        "name": run.name,
        "experiment": run.experiment.data(),
        "own_drawings": None if run.own_drawings is None else run.own_drawings.data(),
        "final": {**run.final, "seconds": run.seconds},
        "reason": run.reason,
        "finished_at": run.finished_at,
        "curve": {"columns": names, "rows": [[row[name] for name in names] for row in _points(run)]},
    }


def _points(run: KeptRun) -> Iterable[dict[str, int | float | None]]:
    """The rows of the curve, by column."""
    for row, seconds in zip(run.curve, run.column("seconds"), strict=True):
        numbers = {name: number_of(value) for name, value in zip(COLUMNS, row, strict=True)}
        yield {**numbers, "updates": int(row[1]), "seconds": round(float(seconds), 6)}
