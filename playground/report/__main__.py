"""The report without a browser: `python -m playground.report [--small] [--seeds N] [--out FOLDER]`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from playground.report.chapters import CHAPTERS
from playground.report.job import chapter_job
from playground.report.table import VERDICTS, rows_of
from playground.report.writing import write_report

SEEDS = 3
BETWEEN = 2.0
"""Seconds between two lines on how far a chapter is."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every chapter and write REPORT.md with its pictures."""
    parser = argparse.ArgumentParser(prog="python -m playground.report", description="Measure the report anew.")
    parser.add_argument(
        "--small", action="store_true", help="one seed, few epochs, only data that comes with the program"
    )
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"how often each chapter is run (default {SEEDS})")
    parser.add_argument("--out", type=Path, default=Path("report"), help="the folder to write into (default report)")
    asked = parser.parse_args(arguments)
    began = time.perf_counter()
    results = {}
    # one core, also for K-means and t-SNE: times are to mean the same wherever they are measured
    with threadpool_limits(limits=1):
        for kind, chapter in CHAPTERS.items():
            print(f"{chapter.number}. {chapter.title()}", flush=True)
            try:
                results[kind] = chapter_job(_Teller(), chapter=kind, seeds=asked.seeds, small=asked.small)
            except ValueError as error:
                sys.exit(str(error))
            for row in rows_of(chapter, results[kind]):
                print(f"   {row.what} ({row.experiment}): {row.measured}, {VERDICTS[row.verdict]}", flush=True)
    print(f"Written to {write_report(asked.out, CHAPTERS, results, time.perf_counter() - began)}")


class _Teller:
    """Prints how far a chapter is, now and then."""

    def __init__(self) -> None:
        self._told = time.perf_counter()

    def __call__(self, share: float, text: str) -> None:
        if time.perf_counter() - self._told > BETWEEN:
            self._told = time.perf_counter()
            print(f"   {100 * share:3.0f} %  {text}", flush=True)


if __name__ == "__main__":
    main()
