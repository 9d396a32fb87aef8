"""The curves of a race, on axes that all contestants share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from nn.module import Array
from playground.analysis.batch_modes.contestant import AXES, GOAL, MEASURES
from playground.charts.colours import GUIDE, series
from playground.training.thinning import thinned

HEIGHT = 460
NOTHING_YET = "The curves come here while the networks train"
MOST_ROWS = 120
"""Points of a line: more than anybody tells apart, on a chart that is drawn again while the curves grow."""
DASHES = [[1, 0], [8, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 4], [1, 3], [6, 2, 2, 2]]
_ACROSS = {
    "Epochs": "Epochs (passes over the samples)",
    "Updates": "Updates (steps)",
    "Seconds": "Training time (seconds)",
}


def race_chart(curves: Mapping[str, Array], axis: str, measure: str) -> alt.LayerChart:
    """A measure of `MEASURES` along one of `AXES`, a line for each of `curves`, (n, 7) as a contestant has them.

    The axis across, and a cost, are logarithmic, so that the first steps are seen beside the last; what lies at zero,
    such as the start itself, has no place there. Where there is no point yet, the axes have no numbers, and words stand
    between them.
    """
    accuracy = measure.endswith("accuracy")
    rows: list[dict[str, Any]] = [
        {"name": name, "x": float(f"{x:.5g}"), "y": float(f"{y:.5g}")}
        for name, curve in curves.items()
        for x, y in _points(curve[:, AXES[axis]], curve[:, MEASURES[measure]], accuracy)
    ]
    up = (
        alt.Y("y:Q", title=f"{measure} (%)", scale=alt.Scale(zero=False))
        if accuracy
        else alt.Y("y:Q", title=measure, scale=alt.Scale(type="log"), axis=powers([row["y"] for row in rows]))
    )
    lines = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(strokeWidth=2.5, clip=True)
        .encode(
            x=alt.X(
                "x:Q",
                title=_ACROSS[axis],
                scale=alt.Scale(type="log", nice=False),
                axis=powers([row["x"] for row in rows]),
            ),
            y=up,
            color=contestant_colour(list(curves)),
            strokeDash=contestant_dash(list(curves)),
            tooltip=[
                alt.Tooltip("name:N", title="Contestant"),
                alt.Tooltip("x:Q", title=axis, format=",.4~g"),
                alt.Tooltip("y:Q", title=f"{measure} (%)" if accuracy else measure, format=".4~g"),
            ],
        )
    )
    layers: list[alt.Chart] = [lines]
    if measure == "Training accuracy":
        goal = alt.Chart(alt.InlineData(values=[{"goal": 100 * GOAL}]))
        layers.append(goal.mark_rule(strokeDash=[5, 4], color=GUIDE).encode(y="goal:Q"))
    if not rows:
        middle = {"x": alt.value({"expr": "width / 2"}), "y": alt.value({"expr": "height / 2"})}
        words = alt.Chart(alt.InlineData(values=[{}])).encode(**middle)
        layers.append(words.mark_text(text=NOTHING_YET, color=GUIDE, fontSize=14))
    return alt.LayerChart(layer=layers, title=f"{measure} by {axis.lower()}", height=HEIGHT)


def powers(values: Sequence[float]) -> alt.Axis:
    """The axis of a logarithmic scale over `values` above zero: a line at each power of ten, where there are some; bare
    where there are no values."""
    if not values:
        return alt.Axis(labels=False, ticks=False, grid=False)
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    if last - first < 3:
        return alt.Axis(format="~g", labelOverlap=True, tickCount=6)
    return alt.Axis(format="~g", labelOverlap=True, values=[float(f"1e{power}") for power in range(first, last + 1)])


def contestant_scale(names: list[str]) -> alt.Scale:
    """Name to colour."""
    return alt.Scale(domain=names, range=series(len(names)))


def contestant_colour(names: list[str]) -> alt.Color:
    """The colours of contestants, the same in every chart of a race, and their legend."""
    return alt.Color(
        "name:N",
        title=None,
        sort=names,
        scale=contestant_scale(names),
        legend=alt.Legend(orient="top", columns=2, symbolType="stroke", symbolStrokeWidth=3, symbolSize=300),
    )


def contestant_dash(names: list[str]) -> alt.StrokeDash:
    """The dashes of contestants, so that their lines differ in more than colour."""
    scale = alt.Scale(domain=names, range=DASHES[: len(names)])
    return alt.StrokeDash("name:N", title=None, sort=names, scale=scale)


def _points(across: Array, up: Array, accuracy: bool) -> list[tuple[float, float]]:
    """The points to draw, those of each stretch of the logarithm with its extremes."""
    shown = (across > 0) & np.isfinite(up) & (accuracy | (up > 0))
    x, y = np.asarray(across[shown], np.float64), np.asarray(up[shown], np.float64)
    chosen = thinned(y[:, None], MOST_ROWS, along=np.log(x))
    x, y = x[chosen], y[chosen]
    return list(zip(x.tolist(), (100 * y if accuracy else y).tolist(), strict=True))
