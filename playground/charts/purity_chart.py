"""Charts of clusters: their purity, and the digits they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np

from nn.module import Array
from playground.analysis.spread import standard_deviation
from playground.charts.colours import INK, SERIES

LANE = 34
"""Height of what is shown for one series, in pixels."""
AROUND = 190
"""Height of title, legend and axis: Streamlit counts them in."""
CELL = 30
"""Height of a row of the table, in pixels."""
AROUND_TABLE = 110
SERIES_COLOURS = [SERIES[1], SERIES[0]]
SERIES_SHAPES = ["diamond", "circle"]
LEGEND = alt.Legend(orient="top", symbolOpacity=1)
SCALE = alt.Scale(zero=False)
Found = Mapping[str, Mapping[str, Array]]
"""Purities (seeds,), 0 to 1, by row and by series, of which there are two."""


def purity_chart(found: Found, chance: Mapping[str, float]) -> alt.LayerChart:
    """The purities of each row and series, and a dashed line at what chance would give each series."""
    lines = [{"series": name, "purity": round(value, 4)} for name, value in chance.items()]
    rules = (
        alt.Chart(alt.InlineData(values=lines))
        .mark_rule(strokeDash=[5, 4], strokeWidth=2)
        .encode(
            x="purity:Q",
            color=_colour(list(chance)),
            tooltip=[alt.Tooltip("series:N", title="By chance"), alt.Tooltip("purity:Q", title="Purity")],
        )
    )
    word = alt.Chart(alt.InlineData(values=[{"purity": max(chance.values()), "label": "chance"}])).mark_text(
        color=INK, align="left", baseline="top", dx=6, fontSize=12
    )
    label = word.encode(x="purity:Q", y=alt.value(4), text="label:N")
    return layered([rules, label, *purity_layers(found)], found, "Purity of the clusters")


def purity_layers(found: Found) -> list[alt.Chart]:
    """A mark for each seed, and the mean as a tick on a bar of one standard deviation to either side."""
    names = list(next(iter(found.values())))
    seeds = [
        {"row": row, "series": name, "purity": round(float(value), 4)}
        for row, each in found.items()
        for name, values in each.items()
        for value in values
    ]
    means = [
        {"row": row, "series": name, **_spread(values)} for row, each in found.items() for name, values in each.items()
    ]
    # a line for each word: names would be cut
    lane = alt.Y("row:N", title=None, sort=list(found), axis=alt.Axis(labelExpr="split(datum.label, ' ')"))
    offset, colour = alt.YOffset("series:N", sort=names), _colour(names)
    # beside the names, a title in the middle would leave a narrow screen
    axis = alt.Axis(titleAnchor="end")
    across = alt.X("purity:Q", title="Purity (share of samples in a cluster of their digit)", scale=SCALE, axis=axis)
    marks = alt.Chart(alt.InlineData(values=seeds)).encode(x=across, y=lane, yOffset=offset, color=colour)
    summary = alt.Chart(alt.InlineData(values=means)).encode(
        y=lane,
        yOffset=offset,
        color=colour,
        tooltip=[
            alt.Tooltip("row:N", title="Of"),
            alt.Tooltip("series:N", title="With"),
            alt.Tooltip("mean:Q", title="Mean purity"),
            alt.Tooltip("text:N", title="Spread"),
        ],
    )
    return [
        marks.mark_point(filled=True, size=45, opacity=0.6).encode(
            shape=alt.Shape(
                "series:N", title=None, sort=names, scale=alt.Scale(domain=names, range=SERIES_SHAPES), legend=LEGEND
            ),
            tooltip=[
                alt.Tooltip("row:N", title="Of"),
                alt.Tooltip("series:N", title="With"),
                alt.Tooltip("purity:Q", title="Purity of one seed"),
            ],
        ),
        summary.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", scale=SCALE), x2="high:Q"),
        summary.mark_tick(thickness=3, height=22).encode(x=alt.X("mean:Q", scale=SCALE)),
    ]


def layered(layers: Sequence[alt.Chart], found: Found, title: str) -> alt.LayerChart:
    """The layers as one chart, as high as its rows need."""
    lanes = sum(len(each) for each in found.values())
    return alt.LayerChart(layer=list(layers), title=title, height=LANE * lanes + AROUND)


def cluster_table_chart(table: Array, names: Sequence[str], classes: Sequence[str]) -> alt.LayerChart:
    """How many samples of each class (column) are in each cluster (row), shaded by their share of the cluster.

    `table` holds counts (k, classes). The shade stays light enough for numbers in the theme's ink.
    """
    totals = np.maximum(table.sum(axis=1), 1)
    rows = [
        {
            "cluster": name,
            "class": label,
            "count": int(table[row, column]),
            "share": round(float(table[row, column] / totals[row]), 4),
        }
        for row, name in enumerate(names)
        for column, label in enumerate(classes)
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("class:N", title="Digit", sort=list(classes), axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("cluster:N", title=None, sort=list(names), axis=alt.Axis(labelLimit=220)),
        tooltip=[
            alt.Tooltip("cluster:N", title="Cluster"),
            alt.Tooltip("class:N", title="Digit"),
            alt.Tooltip("count:Q", title="Test images"),
            alt.Tooltip("share:Q", title="Share of the cluster", format=".0%"),
        ],
    )
    shares = alt.Scale(domain=[0, 1], range=[0, 0.6])
    cells = base.mark_rect(color=SERIES[0]).encode(fillOpacity=alt.FillOpacity("share:Q", scale=shares, legend=None))
    numbers = base.mark_text(color=INK, fontSize=12).encode(
        text=alt.Text("count:Q", format=","),
        opacity=alt.condition("datum.count > 0", alt.value(1), alt.value(0.55)),
    )
    return alt.LayerChart(
        layer=[cells, numbers], title="Digits in each cluster (test images)", height=CELL * len(names) + AROUND_TABLE
    )


def _spread(values: Array) -> dict[str, float | str]:
    mean, deviation = float(np.mean(values)), standard_deviation(values)
    text = "one seed" if deviation is None else f"± {deviation:.4f} over {len(values)} seeds"
    reach = deviation or 0.0
    return {"mean": round(mean, 4), "low": round(mean - reach, 4), "high": round(mean + reach, 4), "text": text}


def _colour(names: Sequence[str]) -> alt.Color:
    scale = alt.Scale(domain=list(names), range=SERIES_COLOURS)
    return alt.Color("series:N", title=None, sort=list(names), scale=scale, legend=LEGEND)
