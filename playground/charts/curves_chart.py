"""Curves of kept runs on shared axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from playground.analysis.runs.seed_bands import Line
from playground.charts.colours import GUIDE, INK, SERIES, series
from playground.charts.race_chart import powers
from playground.training.thinning import thinned

ACROSS: Mapping[str, str] = {"Epochs": "epoch", "Updates": "updates", "Seconds": "seconds"}
"""What the x-axis can show, as a person chooses it -> the name of a curve's column."""
UP: Mapping[str, str] = {
    "Test cost": "test_cost",
    "Validation cost": "validation_cost",
    "Train cost": "train_cost",
    "Test accuracy (%)": "test_accuracy",
    "Validation accuracy (%)": "validation_accuracy",
    "Train accuracy (%)": "train_accuracy",
}
"""The same for the y-axis."""
_TITLES = {"Epochs": "Epochs (training sets seen)", "Updates": "Updates", "Seconds": "Training time (s)"}
_DASHES = [[1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [12, 3, 2, 3, 2, 3]]
"""One more than there are colours: neighbours differ in both, and no two of `MOST_LINES` lines look the same."""
_POINTS = "points"
MOST_LINES = len(SERIES) * len(_DASHES)
HEIGHT = 380
LEGEND_ROW = 25
"""Height of a name in the legend, in pixels: Streamlit counts the legend in."""
SMALL_WIDTH, SMALL_HEIGHT = 186, 210
"""Of one of many small charts, in pixels."""
SMALL_POINTS = 60
WIDE = 20.0
"""From this ratio of the greatest value to the least on, a linear axis would show the small ones as nothing."""


@dataclass(frozen=True)
class Axes:
    """Axes of a chart: what is across, a key of `ACROSS`, and up, one of `UP`, and which of both is logarithmic: there
    is no place on that for what is not above 0."""

    across: str
    up: str
    log_across: bool = False
    log_up: bool = False

    @property
    def factor(self) -> int:
        """Of the values of a line, 0 to 1 where they are shares."""
        return 100 if self.up.endswith("(%)") else 1

    @property
    def what(self) -> str:
        """The quantity that is drawn, without its unit."""
        return self.up.removesuffix(" (%)")

    def shows(self, x: float, y: float) -> bool:
        """True where a point has its place."""
        return (x > 0 or not self.log_across) and (y > 0 or not self.log_up)


def is_wide(lines: Sequence[Line]) -> bool:
    """True where the values of the lines, all above 0, are so far apart that they want a logarithmic axis."""
    return _apart([float(line.low.min()) for line in lines], [float(line.high.max()) for line in lines])


def is_long(lines: Sequence[Line]) -> bool:
    """True where some of the lines are so short beside others that they want a logarithmic axis across."""
    ends = [float(line.x[-1]) for line in lines]
    return _apart(ends, ends)


def _apart(lows: Sequence[float], highs: Sequence[float]) -> bool:
    return bool(lows) and min(lows) > 0 and max(highs) / min(lows) >= WIDE


def looks_of(lines: Sequence[Line]) -> dict[str, tuple[str, list[int]]]:
    """Colour and dash of each of the first `MOST_LINES` lines, by name."""
    names = [line.name for line in lines[:MOST_LINES]]
    dashes = [_DASHES[index % len(_DASHES)] for index in range(len(names))]
    return dict(zip(names, zip(series(len(names)), dashes, strict=True), strict=True))


def curves_chart(
    lines: Sequence[Line],
    axes: Axes,
    *,
    looks: Mapping[str, tuple[str, list[int]]] | None = None,
    of: str = "the runs",
) -> alt.LayerChart:
    """The first `MOST_LINES` lines, a colour and a dash each, with their bands, and marks where settings were changed.

    By what the `axes` have the lines were made. `looks` are those of `looks_of` for these lines and others beside them;
    `of` is whose curves the title says they are.
    """
    drawn = lines[:MOST_LINES]
    looks = looks_of(drawn) if looks is None else looks
    names = [line.name for line in drawn]
    rows = [
        {"line": line.name, "x": float(f"{line.x[index]:.6g}"), **_heights(line, index, axes.factor)}
        for line in drawn
        for index in range(len(line.x))
        if axes.shows(line.x[index], line.low[index])
    ]
    legend = alt.Legend(
        orient="bottom",
        columns=1,
        labelLimit=320,
        symbolType="stroke",
        symbolStrokeWidth=2.5,
        symbolSize=500,
        symbolOpacity=1,
    )
    colours = alt.Scale(domain=names, range=[looks[name][0] for name in names])
    colour = alt.Color("line:N", title=None, sort=names, scale=colours, legend=legend)
    dashes = alt.Scale(domain=names, range=[looks[name][1] for name in names])
    dash = alt.StrokeDash("line:N", title=None, sort=names, scale=dashes, legend=legend)
    base = alt.Chart(alt.NamedData(name=_POINTS)).encode(
        x=alt.X("x:Q", title=_TITLES[axes.across], **_axis([float(row["x"]) for row in rows], log=axes.log_across)),
        y=alt.Y(
            "y:Q", title=axes.up, **_axis([float(row["y"]) for row in rows], log=axes.log_up, zero=axes.factor == 1)
        ),
        color=colour,
    )
    nearest = alt.selection_point(
        name="nearest", nearest=True, on="pointerover", clear="pointerout", fields=["line", "x"], empty=False
    )
    layers = [
        base.mark_line(strokeWidth=2).encode(strokeDash=dash),
        base.mark_point(filled=True, size=70)
        .encode(
            opacity=alt.condition(nearest, alt.value(1), alt.value(0)),
            tooltip=[
                alt.Tooltip("line:N", title="Run"),
                alt.Tooltip("x:Q", title=axes.across, format=",.4~g"),
                alt.Tooltip("y:Q", title=axes.up, format=".4~g"),
                *([alt.Tooltip("band:N", title="Least to greatest")] if any(line.seeds > 1 for line in drawn) else []),
            ],
        )
        .add_params(nearest),
    ]
    if any(line.seeds > 1 for line in drawn):
        layers.insert(0, base.mark_area(opacity=0.2).encode(y="low:Q", y2="high:Q"))
    marks = _marks(drawn, axes)
    if marks is not None:
        layers.append(marks.encode(color=colour))
    return alt.LayerChart(
        layer=layers,
        # by name, for Altair looks at every value of inline data: a second for a full chart
        datasets={_POINTS: rows},
        title=f"{axes.what} of {of}",
        height=HEIGHT + LEGEND_ROW * len(drawn),
    )


def small_charts(lines: Sequence[Line], axes: Axes, looks: Mapping[str, tuple[str, list[int]]]) -> list[alt.LayerChart]:
    """A small chart for each of the first `MOST_LINES` lines, all with the same axes; the grey line is `leader`'s."""
    drawn = lines[:MOST_LINES]
    shown = {line.name: _few(line, axes) for line in drawn}
    points = [point for each in shown.values() for point in each]
    if not points:
        return []
    bounds = {name: [min(point[name] for point in points), max(point[name] for point in points)] for name in ("x", "y")}
    if not axes.log_up and axes.factor == 1:
        bounds["y"][0] = 0
    x = alt.X(
        "x:Q",
        title=_TITLES[axes.across].partition(" (")[0],
        scale=alt.Scale(type="log" if axes.log_across else "linear", domain=bounds["x"], nice=False),
        axis=alt.Axis(tickCount=3, format="~s", labelOverlap=True),
    )
    y = alt.Y(
        "y:Q",
        title=axes.up,
        scale=alt.Scale(type="log" if axes.log_up else "linear", domain=bounds["y"], zero=False),
        axis=alt.Axis(tickCount=4, format="~g", labelOverlap=True),
    )
    first = leader(drawn, axes.up)
    charts = []
    for line in drawn:
        own = alt.Chart(alt.InlineData(values=shown[line.name])).encode(
            x=x, y=y, tooltip=[alt.Tooltip("x:Q", title=axes.across), alt.Tooltip("y:Q", title=axes.up, format=".4~g")]
        )
        colour, _ = looks[line.name]
        layers = [own.mark_line(color=colour, strokeWidth=2, clip=True)]
        if line.name != first.name:
            other = alt.Chart(alt.InlineData(values=shown[first.name])).encode(x=x, y=y)
            layers.insert(0, other.mark_line(color=GUIDE, strokeWidth=1, clip=True))
        marks = _marks([line], axes)
        if marks is not None:
            layers.append(marks.encode(x=x, y=y, color=alt.value(colour)))
        title = alt.TitleParams(line.name, fontSize=12, limit=SMALL_WIDTH - 12, anchor="start")
        charts.append(alt.LayerChart(layer=layers, title=title, height=SMALL_HEIGHT))
    return charts


def leader(lines: Sequence[Line], up: str) -> Line:
    """The line that ends best: lowest where it is of a cost, highest where of an accuracy."""
    sign = -1 if up.endswith("(%)") else 1
    return min(lines, key=lambda line: sign * float(line.y[-1]))


def _few(line: Line, axes: Axes) -> list[dict[str, float]]:
    kept = thinned(line.y[:, None], SMALL_POINTS)
    points = zip(line.x[kept].tolist(), line.y[kept].tolist(), strict=True)
    return [{"x": float(f"{x:.5g}"), "y": float(f"{axes.factor * y:.4g}")} for x, y in points if axes.shows(x, y)]


def _marks(lines: Sequence[Line], axes: Axes) -> alt.Chart | None:
    """A diamond on the line wherever settings or weights were changed; None where none were."""
    rows = [
        {"line": line.name, "x": float(f"{x:.6g}"), "y": float(f"{axes.factor * y:.5g}"), "change": text}
        for line in lines
        for x, y, text in line.marks
        if axes.shows(x, y)
    ]
    if not rows:
        return None
    chart = alt.Chart(alt.InlineData(values=rows)).encode(
        x="x:Q",
        y="y:Q",
        tooltip=[
            alt.Tooltip("line:N", title="Run"),
            alt.Tooltip("change:N", title="Changed"),
            alt.Tooltip("x:Q", title=axes.across, format=",.4~g"),
        ],
    )
    diamonds: alt.Chart = chart.mark_point(shape="diamond", filled=True, opacity=1, size=130, stroke=INK, strokeWidth=1)
    return diamonds


def _axis(values: Sequence[float], *, log: bool, zero: bool = True) -> dict[str, Any]:
    """Scale and axis of a channel with these values; a linear one begins at 0 where `zero` says so."""
    if log:
        return {"scale": alt.Scale(type="log", nice=False), "axis": powers(values)}
    return {"scale": alt.Scale(zero=zero)}


def _heights(line: Line, index: int, factor: int) -> dict[str, float | str]:
    y, low, high = (float(f"{factor * each[index]:.5g}") for each in (line.y, line.low, line.high))
    return {"y": y, "low": low, "high": high, "band": f"{low:g} to {high:g}" if line.seeds > 1 else "one run"}
