"""The noise of gradients, by batch size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from nn.module import Array
from playground.charts.colours import GUIDE, INK, SERIES
from playground.charts.race_chart import powers

HEIGHT = 560


def gradient_noise_chart(found: Mapping[str, tuple[Array, Array, Array]]) -> alt.LayerChart:
    """Batch sizes, measured noise and that of the 1/B law, each (k,), at up to two moments of training, by their names.

    Both axes are logarithmic: the law is a straight line, and the measured noise a mark on it or off it. Below the
    dashed line at 1 the gradient is larger than its noise.
    """
    rows: list[dict[str, Any]] = [
        {"moment": moment, "size": float(size), "measured": float(f"{noise:.4g}"), "law": float(f"{expected:.4g}")}
        for moment, (sizes, measured, law) in found.items()
        for size, noise, expected in zip(sizes, measured, law, strict=True)
        if noise > 0
    ]
    moments = list(found)
    across, up = (
        powers([row["size"] for row in rows]),
        powers([row[name] for row in rows for name in ("measured", "law")]),
    )
    x = alt.X("size:Q", title="Batch size (samples)", scale=alt.Scale(type="log", nice=False, padding=12), axis=across)
    title, scale = "Noise, relative to the gradient", alt.Scale(type="log")
    colour = alt.Color(
        "moment:N",
        title=None,
        sort=moments,
        scale=alt.Scale(domain=moments, range=list(SERIES[:2])),
        legend=alt.Legend(orient="top", columns=1, labelLimit=340, symbolOpacity=1),
    )
    shape = alt.Shape(
        "moment:N", title=None, sort=moments, scale=alt.Scale(domain=moments, range=["circle", "diamond"])
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, color=colour)
    lines = base.mark_line(strokeWidth=2, opacity=0.7).encode(y=alt.Y("law:Q", title=title, scale=scale, axis=up))
    marks = base.mark_point(filled=True, size=90, opacity=1).encode(
        y=alt.Y("measured:Q", title=title, scale=scale, axis=up),
        shape=shape,
        tooltip=[
            alt.Tooltip("moment:N", title="At"),
            alt.Tooltip("size:Q", title="Batch size"),
            alt.Tooltip("measured:Q", title="Noise measured", format=".3~g"),
            alt.Tooltip("law:Q", title="By the 1/B law", format=".3~g"),
        ],
    )
    even = alt.Chart(alt.InlineData(values=[{"even": 1, "label": "noise as large as the gradient"}]))
    rule = even.mark_rule(strokeDash=[5, 4], strokeWidth=2, color=GUIDE).encode(y="even:Q")
    label = even.mark_text(align="left", baseline="bottom", dx=4, dy=-3, color=INK, fontSize=12).encode(
        x=alt.value(0), y="even:Q", text="label:N"
    )
    return alt.LayerChart(layer=[rule, label, lines, marks], title="Gradient noise", height=HEIGHT)
