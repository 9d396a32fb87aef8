"""The report's figures beside those measured, a row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.experiment import Experiment
from playground.experiment.description import loss_text, stack_text
from playground.report.chapter import Chapter
from playground.report.figure import Verdict

VERDICTS: Mapping[Verdict, str] = {
    "reached": "✓ reached",
    "not reached": "✗ not reached",
    "shown": "shown",
    "not judged": "not judged",
}


@dataclass(frozen=True)
class Row:
    """One figure, all of it in words but the verdict."""

    chapter: str
    network: str
    what: str
    experiment: str
    reported: str
    to_reach: str
    measured: str
    verdict: Verdict


def rows_of(chapter: Chapter, result: Mapping[str, Any] | None) -> list[Row]:
    """The chapter's figures; without a result of `Chapter.run` nothing is measured yet."""
    rows = []
    for name, figure in chapter.figures.items():
        values = None if result is None else result["figures"][name]
        rows.append(
            Row(
                chapter.title(),
                network_text(chapter.experiments[figure.experiment]),
                figure.what,
                figure.experiment,
                figure.reported,
                figure.to_reach_text,
                "" if values is None else figure.measured_text(values),
                "not judged"
                if values is None or result is None
                else figure.verdict(values, comparable=result["comparable"]),
            )
        )
    return rows


def network_text(experiment: Experiment) -> str:
    """Stack and loss in one line."""
    return f"{stack_text(experiment.layers)}; {loss_text(experiment)}"
