"""Charts of a sweep: a heat map over two settings, and parallel coordinates over all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from nn.module import Array
from playground.charts.colours import GUIDE, INK, SERIES

CELL = 44
"""Height of a row of the heat map, in pixels."""
AROUND = 110
"""Height of title and axes: Streamlit counts them in."""
PARALLEL_HEIGHT = 380
FINEST = 1e-12


@dataclass(frozen=True)
class Coordinate:
    """A setting as an axis: its title, and its values as text, in their order."""

    title: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """The score that is drawn: its title with the unit, whether less of it is better, and its decimals or digits."""

    title: str
    lower_is_better: bool
    format: str

    def goodness(self, scores: Array) -> Array:
        """How good each score is, from 0, the worst of them, to 1, the best; costs are compared by their logarithm."""
        values = -np.log10(np.maximum(scores, FINEST)) if self.lower_is_better else np.asarray(scores, float)
        known = values[np.isfinite(values)]
        if not known.size or known.max() - known.min() < FINEST:
            return np.where(np.isfinite(values), 1.0, np.nan)
        goodness: Array = (values - known.min()) / (known.max() - known.min())
        return goodness


def heat_map(means: Array, counts: Array, x: Coordinate, y: Coordinate | None, measured: Measured) -> alt.LayerChart:
    """The mean score of each pair of values, as a number on a shade that is stronger where it is better.

    `means` (values of y, values of x) is NaN where nothing is known yet; `counts` says over how many trainings. The
    best cell has a frame. The shade stays light enough for numbers in the theme's ink.
    """
    goodness = measured.goodness(means)
    rows = [
        {
            "x": x.values[column],
            "y": "" if y is None else y.values[row],
            "text": format(means[row, column], measured.format),
            "goodness": round(float(goodness[row, column]), 4),
            "best": bool(goodness[row, column] == np.nanmax(goodness)),
            "count": int(counts[row, column]),
        }
        for row, column in np.argwhere(np.isfinite(means)).tolist()
    ]
    across = alt.X("x:N", title=x.title, sort=list(x.values), scale=alt.Scale(domain=list(x.values)))
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=across.axis(labelAngle=0, labelOverlap=True))
    tooltip = [alt.Tooltip("x:N", title=x.title)]
    if y is not None:
        down = alt.Y("y:N", title=y.title, sort=list(y.values), scale=alt.Scale(domain=list(y.values)))
        base, tooltip = base.encode(y=down), [*tooltip, alt.Tooltip("y:N", title=y.title)]
    tooltip += [alt.Tooltip("text:N", title=measured.title), alt.Tooltip("count:Q", title="Mean over trainings")]
    shade = alt.FillOpacity("goodness:Q", scale=alt.Scale(domain=[0, 1], range=[0.05, 0.6]), legend=None)
    cells = base.mark_rect(color=SERIES[0], cornerRadius=3).encode(fillOpacity=shade, tooltip=tooltip)
    frame = base.transform_filter("datum.best").mark_rect(
        fillOpacity=0, stroke=SERIES[1], strokeWidth=3, cornerRadius=3, tooltip=None
    )
    numbers = base.mark_text(color=INK, fontSize=13, tooltip=None).encode(text="text:N")
    height = CELL * (1 if y is None else len(y.values)) + AROUND
    return alt.LayerChart(layer=[cells, frame, numbers], title=f"{measured.title}, mean", height=height)


def parallel_coordinates(
    coordinates: Sequence[Coordinate], places: Array, scores: Array, measured: Measured, seeds: int | None
) -> alt.LayerChart:
    """A line a training through its value on each axis to its score on the last one; better is higher there, and bluer.

    `places`, int (n, coordinates), are the values by number; `scores` is (n,). `seeds` is the column of `places` that
    holds the seeds, None where they do not vary: each seed is a thin line then, their mean a thick one.
    """
    shown = [column for column in range(len(coordinates)) if column != seeds]
    titles = [coordinates[column].title for column in shown]
    axes = [*titles, measured.title]
    order = {title: place for place, title in enumerate(axes)}
    groups = [tuple(row) for row in places[:, shown].tolist()]
    means = np.array([np.mean([s for g, s in zip(groups, scores, strict=True) if g == group]) for group in groups])
    goodness = measured.goodness(np.concatenate([scores, means]))
    own, mean = goodness[: len(scores)], goodness[len(scores) :]

    def points(line: int, good: float, score: float, seed: str) -> list[dict[str, object]]:
        heights = [_height(groups[line][place], coordinates[column]) for place, column in enumerate(shown)]
        values = {f"v{place}": coordinates[column].values[groups[line][place]] for place, column in enumerate(shown)}
        told = {"score": format(score, measured.format), "seed": seed, "good": round(good, 4), "line": line, **values}
        return [
            {"axis": title, "order": order[title], "height": round(height, 4), **told}
            for title, height in zip(axes, [*heights, good], strict=True)
        ]

    thick = [
        point
        for line in {group: line for line, group in enumerate(groups)}.values()
        for point in points(line, float(mean[line]), float(means[line]), "")
    ]
    thin = [
        point
        for line in range(len(groups))
        for point in points(
            line,
            float(own[line]),
            float(scores[line]),
            "" if seeds is None else coordinates[seeds].values[places[line, seeds]],
        )
    ]
    settings = [alt.Tooltip(f"v{place}:N", title=title) for place, title in enumerate(titles)]
    layers = [_rules(axes)]
    if seeds is not None:
        told = [*settings, alt.Tooltip("seed:N", title="Seed"), alt.Tooltip("score:N", title=measured.title)]
        layers.append(_lines(thin, axes, width=0.95, opacity=0.8, tooltip=told))
    title = measured.title if seeds is None else f"{measured.title}, mean over the seeds"
    layers.append(_lines(thick, axes, width=2.5, opacity=0.9, tooltip=[*settings, alt.Tooltip("score:N", title=title)]))
    layers += _labels([coordinates[column] for column in shown], axes, scores, own, measured)
    note = (
        "Each training, its settings and its score"
        if seeds is None
        else "Each training; thin: a seed, thick: their mean"
    )
    return alt.LayerChart(layer=layers, title=note, height=PARALLEL_HEIGHT)


def _height(place: int, coordinate: Coordinate) -> float:
    return 0.5 if len(coordinate.values) == 1 else place / (len(coordinate.values) - 1)


def _across(axes: Sequence[str]) -> alt.X:
    axis = alt.Axis(
        orient="top", labelAngle=0, labelLimit=150, domain=False, ticks=False, labelExpr="split(datum.label, ' · ')"
    )
    return alt.X("axis:N", sort=list(axes), scale=alt.Scale(domain=list(axes), padding=0.3), title=None, axis=axis)


def _up() -> alt.Y:
    return alt.Y("height:Q", scale=alt.Scale(domain=[-0.02, 1.08]), axis=None)


def _rules(axes: Sequence[str]) -> alt.Chart:
    ends = alt.InlineData(values=[{"axis": axis, "height": 0, "top": 1} for axis in axes])
    base = alt.Chart(ends).encode(x=_across(axes), y=_up(), y2="top:Q")
    chart: alt.Chart = base.mark_rule(color=GUIDE, strokeWidth=1.5)
    return chart


def _lines(
    points: Sequence[dict[str, object]],
    axes: Sequence[str],
    *,
    width: float,
    opacity: float,
    tooltip: list[alt.Tooltip],
) -> alt.Chart:
    colour = alt.Color(
        "good:Q", scale=alt.Scale(domain=[0, 1], range=[SERIES[1], SERIES[0]], interpolate="lab"), legend=None
    )
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(points)))
        .mark_line(strokeWidth=width, opacity=opacity)
        .encode(x=_across(axes), y=_up(), detail="line:N", order="order:Q", color=colour, tooltip=tooltip)
    )
    return chart


def _labels(
    coordinates: Sequence[Coordinate], axes: Sequence[str], scores: Array, goodness: Array, measured: Measured
) -> list[alt.Chart]:
    """The values at each axis, and on the last one the worst, a middle and the best score.

    Beside the first and the last axis there are no lines; in between, a value stands a little above its place.
    """
    rows: list[dict[str, object]] = [
        {"axis": coordinate.title, "height": _height(place, coordinate), "text": value}
        for coordinate in coordinates
        for place, value in enumerate(coordinate.values)
    ]
    for wanted in (0.0, 0.5, 1.0):
        nearest = int(np.argmin(np.abs(goodness - wanted)))
        if abs(goodness[nearest] - wanted) < 0.2:
            height = round(float(goodness[nearest]), 4)
            rows.append({"axis": axes[-1], "height": height, "text": format(scores[nearest], measured.format)})

    def words(where: Sequence[str], **place: Any) -> alt.Chart:
        base = alt.Chart(alt.InlineData(values=[row for row in rows if row["axis"] in where]))
        marks: alt.Chart = base.mark_text(color=INK, fontSize=12, fontWeight="bold", tooltip=None, **place)
        return marks.encode(x=_across(axes), y=_up(), text="text:N")

    return [
        words(axes[:1], align="right", dx=-7),
        words(axes[1:-1], align="left", dx=5, dy=-8),
        words(axes[-1:], align="left", dx=7),
    ]
