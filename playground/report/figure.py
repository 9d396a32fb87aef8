"""A number of the report: what it gave, what is to be reached, and whether what is measured reaches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nn.module import Array
from playground.analysis.spread import standard_deviation
from playground.experiment.words import fixed

Unit = Literal["%", "s", "ms", "points", "share", "error"]
Verdict = Literal["reached", "not reached", "shown", "not judged"]
_PLACES: Mapping[Unit, int] = {"%": 2, "s": 2, "ms": 2, "points": 2, "share": 3, "error": 4}
NONE_GIVEN = "–"


@dataclass(frozen=True)
class Figure:
    """One thing that a chapter measures, once for each seed.

    Percentages run from 0 to 100, times are of training, in seconds or milliseconds, points are differences of
    percentages, and shares and errors are plain numbers.
    """

    what: str
    """What is measured, for a person."""
    experiment: str
    """Name of the experiment that it is measured on."""
    unit: Unit
    reported: str = NONE_GIVEN
    """The report's figure as a text, its unit with it."""
    reported_value: float | None = None
    to_reach: float | None = None
    """What the mean over the seeds is to be at the least, or, for `at_most`, at the most."""
    at_most: bool = False

    @property
    def to_reach_text(self) -> str:
        """What is to be reached, in words."""
        if self.to_reach is None:
            return NONE_GIVEN if self.reported == NONE_GIVEN else "to be shown"
        return f"{'<' if self.at_most else '≥'} {self.to_reach:g}{_suffix(self.unit)}"

    def verdict(self, values: Array, *, comparable: bool) -> Verdict:
        """Whether the values (seeds,) reach it; not judged where they were measured on other data or more briefly."""
        if self.to_reach is None:
            return "shown"
        if not comparable:
            return "not judged"
        mean = float(np.mean(values))
        reached = mean < self.to_reach if self.at_most else mean >= self.to_reach
        return "reached" if reached else "not reached"

    def measured_text(self, values: Array) -> str:
        """Mean and standard deviation over the seeds of values (seeds,); NaN is a seed that never got there."""
        there = values[np.isfinite(values)]
        if not len(there):
            return "never"
        text = fixed(float(np.mean(there)), _PLACES[self.unit], plus=self.unit == "points")
        if (spread := standard_deviation(there)) is not None:
            text += f" ± {spread:.{_PLACES[self.unit]}f}"
        missing = "" if len(there) == len(values) else f" ({len(there)} of {len(values)} seeds)"
        return f"{text}{_suffix(self.unit)}{missing}"


def _suffix(unit: Unit) -> str:
    return {"%": "\u00a0%", "s": "\u00a0s", "ms": "\u00a0ms", "points": "\u00a0points"}.get(unit, "")
