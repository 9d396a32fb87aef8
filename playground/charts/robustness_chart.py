"""Chart of the accuracy on ever more disturbed images."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from nn.module import Array
from playground.analysis.evaluation import wilson
from playground.analysis.evaluation.robustness import Disturbance
from playground.charts.colours import GUIDE, series

HEIGHT = 340
CHANCE = 10.0
"""Percent that guessing gets right of ten digits."""
_DASHES = [[1, 0], [7, 4]]


def robustness_chart(disturbance: Disturbance, right: Mapping[str, Array], count: int) -> alt.LayerChart:
    """A line a network within its interval, over the levels of the disturbance, and a line at what guessing gets.

    `right` says of each network how many of the `count` images it read right at each level, (levels,).
    """
    rows = []
    for name, counts in right.items():
        for level, number in zip(disturbance.levels, counts.tolist(), strict=True):
            low, high = wilson(number, count)
            shares = {"accuracy": number / count, "low": low, "high": high}
            rows.append({"name": name, "level": level, **{key: round(100 * each, 2) for key, each in shares.items()}})
    names = list(right)
    legend = alt.Legend(orient="top", symbolType="stroke", symbolStrokeWidth=3, symbolSize=300, symbolOpacity=1)
    colour = alt.Color(
        "name:N", title=None, sort=names, scale=alt.Scale(domain=names, range=series(len(names))), legend=legend
    )
    dash = alt.StrokeDash("name:N", title=None, sort=names, scale=alt.Scale(domain=names, range=_DASHES[: len(names)]))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("level:Q", title=disturbance.axis, axis=alt.Axis(values=list(disturbance.levels))),
        color=colour,
    )
    up = alt.Y("accuracy:Q", title="Read right (%)", scale=alt.Scale(domain=[0, 100]))
    bands = base.mark_area(opacity=0.2).encode(y=alt.Y("low:Q"), y2="high:Q")
    lines = base.mark_line(strokeWidth=2.5).encode(y=up, strokeDash=dash)
    spots = base.mark_circle(size=60, opacity=1).encode(
        y=up,
        tooltip=[
            alt.Tooltip("name:N", title="Network"),
            alt.Tooltip("level:Q", title=disturbance.axis),
            alt.Tooltip("accuracy:Q", title="Read right (%)"),
            alt.Tooltip("low:Q", title="95 % interval from (%)"),
            alt.Tooltip("high:Q", title="to (%)"),
        ],
    )
    guessing = (
        alt.Chart(alt.InlineData(values=[{"chance": CHANCE}]))
        .mark_rule(strokeDash=[2, 3], strokeWidth=1.5, color=GUIDE)
        .encode(y=alt.Y("chance:Q"))
    )
    return alt.LayerChart(layer=[guessing, bands, lines, spots], title=disturbance.title, height=HEIGHT)
