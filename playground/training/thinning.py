"""Thinning: fewer rows of a curve that still show what the curve is looked at for."""

from __future__ import annotations

import numpy as np

from nn.module import Array


def thinned(columns: Array, most: int, along: Array | None = None) -> Array:
    """Numbers, in their order, of at most `most` of the n rows that look like all of them; all where they fit.

    `columns` (n, k) are what is drawn of each row. The first and the last row stay. The others are cut into stretches
    of about as many rows each, and of each stretch the rows stay where a column is lowest or highest, so that no spike
    is lost, however often a curve is thinned; what room is left is spread evenly over the rest. NaN is no extreme.
    With less than 2 k + 2 rows to keep there is no room for all extremes: those of the first columns stay. Where the
    rows are drawn `along` (n,), which grows, the stretches are as long as each other there. ValueError for a `most`
    below 2, in which the two ends have no room.
    """
    if most < 2:
        raise ValueError(f"A curve is thinned to 2 rows at least, its ends; {most} are asked for.")
    count = len(columns)
    if count <= most:
        return np.arange(count)
    drawn = columns[:, ~np.isnan(columns).all(axis=0)]
    room = most - 2
    stretches = max(1, room // max(1, 2 * drawn.shape[1]))
    kept = [np.array([0, count - 1])]
    inner = np.arange(1, count - 1)
    if along is None:
        parts = np.array_split(inner, stretches)
    else:
        ends = np.linspace(along[0], along[-1], stretches + 1)[1:-1]
        parts = np.split(inner, np.searchsorted(along[inner], ends))
    for number, rows in enumerate(parts):
        if not len(rows):
            continue
        share = room // stretches + (number < room % stretches)
        part = drawn[rows]
        lowest = np.where(np.isnan(part), np.inf, part).argmin(axis=0)
        highest = np.where(np.isnan(part), -np.inf, part).argmax(axis=0)
        extremes = np.unique(np.stack([lowest, highest], axis=1).ravel()[:share])
        others = np.setdiff1d(np.arange(len(rows)), extremes)
        kept += [rows[extremes], rows[others[_evenly(len(others), share - len(extremes))]]]
    return np.sort(np.concatenate(kept))


def standing_out(lines: Array) -> Array:
    """The most unusual of several lines in each row, for `thinned`, which has no room for every line's extremes.

    Of `lines` (n, lines, k) come (n, k): how far the line that is furthest from its own mean is from it, in standard
    deviations, below 0 where it is lower. NaN where no line has a finite number or moves.
    """
    known = np.ma.masked_invalid(np.asarray(lines, np.float64))
    distances = ((known - known.mean(axis=0)) / known.std(axis=0)).filled(np.nan)
    furthest = np.where(np.isnan(distances), -1, np.abs(distances)).argmax(axis=1)
    chosen: Array = np.take_along_axis(distances, furthest[:, None], axis=1)[:, 0]
    return chosen


def _evenly(count: int, most: int) -> Array:
    """At most `most` of the numbers below `count`, from the middle of as many equal parts."""
    chosen = min(count, most)
    places: Array = ((np.arange(chosen) + 0.5) * count / max(chosen, 1)).astype(int)
    return places
