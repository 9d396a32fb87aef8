"""A chapter as a job for a process of its own."""

from __future__ import annotations

from typing import Any

from nn.settings import brief
from playground.processes.messages import OnProgress
from playground.report.chapters import CHAPTERS

MOST_SEEDS = 20


def chapter_job(on_progress: OnProgress, *, chapter: str, seeds: int, small: bool) -> dict[str, Any]:
    """`Chapter.run` of the chapter of this kind. Raises ValueError where it is unknown or the seeds are not 1 to 20."""
    if chapter not in CHAPTERS:
        raise ValueError(f"The report has no chapter {brief(chapter)}; it has {', '.join(CHAPTERS)}.")
    if not 1 <= seeds <= MOST_SEEDS:
        raise ValueError(f"A chapter is run with 1 to {MOST_SEEDS} seeds; {seeds:,} were asked for.")
    return CHAPTERS[chapter].run(on_progress, seeds=seeds, small=small)
