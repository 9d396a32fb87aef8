"""The whole report as a file: a table of all figures, then each chapter with its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import altair as alt
from PIL import Image

from playground.experiment.words import counted
from playground.report.chapter import Chapter
from playground.report.pictures import Picture, pictures_of
from playground.report.table import VERDICTS, Row, rows_of

FILE = "REPORT.md"
FOLDER = "report_pictures"
CONVERTER = "vl_convert"
WITHOUT_CHARTS = (
    "The charts are left out: to draw them without a browser the package vl-convert-python is needed, and it is not "
    "installed here."
)
SCALE = 1.5
"""Pixels of a chart's file to one of the chart's own."""
HEADINGS = ("Chapter", "Network and loss", "What is measured", "Reported", "To reach", "Measured", "Reached")

Results = Mapping[str, Mapping[str, Any]]


def write_report(folder: Path, chapters: Mapping[str, Chapter], results: Results, seconds: float) -> Path:
    """Write the file and its pictures into `folder`, made where it is not there; the file's path.

    `results` has what `Chapter.run` gave for each of the chapters; `seconds` is what all of it took.
    """
    pictures = folder / FOLDER
    pictures.mkdir(parents=True, exist_ok=True)
    charts = find_spec(CONVERTER) is not None
    seeds = max(int(result["seeds"]) for result in results.values())
    parts = [
        "# The report, measured anew",
        f"All chapters were run with {counted(seeds, 'seed')} in {counted(seconds, 'second')}. Measured is the mean, "
        "± the standard deviation over the seeds. Times are of training, on this machine and one core.",
        table_text([row for kind, result in results.items() for row in rows_of(chapters[kind], result)]),
    ]
    if not charts:
        parts.append(WITHOUT_CHARTS)
    for kind, result in results.items():
        parts += _chapter(chapters[kind], result, pictures, charts=charts)
    file = folder / FILE
    file.write_text("\n\n".join(parts) + "\n", "utf-8")
    return file


def table_text(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [f"| {' | '.join(HEADINGS)} |", f"|{' --- |' * len(HEADINGS)}"]
    for row in rows:
        cells = (row.chapter, row.network, f"{row.experiment}: {row.what}", row.reported, row.to_reach, row.measured)
        lines.append(f"| {' | '.join([*cells, VERDICTS[row.verdict]])} |")
    return "\n".join(lines)


def _chapter(chapter: Chapter, result: Mapping[str, Any], folder: Path, *, charts: bool) -> list[str]:
    measured = result["figures"]
    parts = [f"## {chapter.number}. {chapter.title()}", chapter.question]
    parts.append(f"**{chapter.prediction.question}** The measurement says: {chapter.prediction.answer(measured)}.")
    parts.append(" ".join(filter(None, [f"Measured on {result['measured_on']}.", result["note"]])))
    for picture in pictures_of(result["pictures"]):
        if charts or not isinstance(picture.content, alt.Chart | alt.LayerChart):
            name = f"{chapter.number}_{chapter.kind}_{picture.name}.png"
            _save(picture, folder / name)
            parts.append(f"![{picture.alt}]({folder.name}/{name})")
    parts.append(chapter.conclude(measured))
    parts.append(f"**What to try next.** {chapter.next_goal.text} {chapter.next_goal.hint}")
    return parts


def _save(picture: Picture, place: Path) -> None:
    if isinstance(picture.content, alt.Chart | alt.LayerChart):
        picture.content.save(place, format="png", scale_factor=SCALE)
    else:
        Image.fromarray(picture.content).save(place)
