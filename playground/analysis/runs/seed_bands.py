"""Curves of several runs as lines to draw; runs that differ only in the seed become one line with a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.runs.kept_run import KeptRun
from playground.experiment.description import cost_name
from playground.training.thinning import thinned

MOST_POINTS = 400
"""Points of a line: about one a pixel."""


@dataclass(frozen=True, eq=False)
class Line:
    """A line to draw: `x`, `y` and the ends of its band, `low` and `high`, (n,) each; n is at most `MOST_POINTS`.

    `cost` is what its costs are measured with: lines of different costs have no axis in common. `marks` are the places
    at which settings or weights were changed, x and y, and what was changed. `seeds` is the number of seeds whose mean
    `y` is, and from whose least to whose greatest value the band goes; the line of a single run has no width: there
    `low` and `high` are `y`.
    """

    name: str
    cost: str
    x: Array
    y: Array
    low: Array
    high: Array
    seeds: int = 1
    marks: tuple[tuple[float, float, str], ...] = ()


def lines_of(runs: Sequence[KeptRun], across: str, up: str) -> tuple[Line, ...]:
    """A line for each run that has `up` (one of the columns of a curve) over `across` ("epoch", "updates", "seconds").

    Runs that differ only in the seed are drawn as their mean, once they have ended: one that was paused may be at any
    length. Of runs that trained the very same the longest counts. A mean goes only as far as the shortest of its runs:
    behind it, it would be a mean of others.
    """
    groups: dict[str, list[KeptRun]] = {}
    for run in runs:
        if np.isfinite(run.column(up)).all():
            trained = (run.experiment.changed(seed=0).data(), run.own_drawings, run.changes, run.reason is None)
            groups.setdefault(repr(trained), []).append(run)
    found: list[Line] = []
    for group in groups.values():
        longest: dict[int, KeptRun] = {}
        for run in sorted(group, key=lambda run: float(run.curve[-1, 1])):
            longest[run.experiment.seed] = run
        if len(longest) > 1 and group[0].reason is not None:
            found.append(_mean(group[0].name, list(longest.values()), across, up))
        else:
            found += [_single(run, across, up) for run in group]
    return tuple(found)


def _single(run: KeptRun, across: str, up: str) -> Line:
    x, y = run.column(across), run.column(up)
    kept = thinned(y[:, None], MOST_POINTS)
    x, y = x[kept], y[kept]
    marks = tuple((run.at(epoch, across), run.at(epoch, up), text) for epoch, text in run.changes)
    return Line(run.name, cost_name(run.experiment), x, y, y, y, marks=marks)


def _mean(name: str, runs: Sequence[KeptRun], across: str, up: str) -> Line:
    across_of = [run.column(across).astype(np.float64) for run in runs]
    end = min(each[-1] for each in across_of)
    x = np.unique(np.concatenate([each[each <= end] for each in across_of]))
    values = np.stack([np.interp(x, each, run.column(up)) for each, run in zip(across_of, runs, strict=True)])
    drawn = np.stack([values.mean(axis=0), values.min(axis=0), values.max(axis=0)])
    kept = thinned(drawn.T, MOST_POINTS)
    mean, low, high = drawn[:, kept]
    places = x[kept]
    marks = tuple(
        (at := runs[0].at(epoch, across), float(np.interp(at, places, mean)), text) for epoch, text in runs[0].changes
    )
    return Line(
        f"{name}: mean of {len(runs)} seeds", cost_name(runs[0].experiment), places, mean, low, high, len(runs), marks
    )
