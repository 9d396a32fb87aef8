"""Chart of the layers' health over the epochs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import altair as alt
import numpy as np

from nn.module import Array
from playground.charts.colours import SERIES
from playground.training.health import MEASURES
from playground.training.thinning import thinned

MOST_ROWS = 100
"""Evaluations that are drawn: enough for the shape of a curve."""
_TITLES: Mapping[str, tuple[str, str, Literal["log", "linear"]]] = {
    "weights": ("Size of the weights", "root mean square", "log"),
    "gradients": ("Size of the gradients", "root mean square", "log"),
    "flat": ("Where activations are flat", "% of values", "linear"),
    "dead": ("Dead units", "% of units", "linear"),
}


SHARES = alt.Scale(domain=[0, 100])


def health_chart(epochs: Array, health: Array, names: Sequence[str], measure: str) -> alt.Chart:
    """One measure of `MEASURES` over the epochs (n,), a line a layer; health is (n, layers, 4), names (layers,)."""
    title, axis, scale = _TITLES[measure]
    column = MEASURES.index(measure)
    rows = [
        {
            "epoch": float(epochs[row]),
            "layer": names[layer],
            "value": (100 if scale == "linear" else 1) * float(health[row, layer, column]),
        }
        for layer in range(len(names))
        for row in thinned(health[:, layer, [column]], MOST_ROWS).tolist()
        if np.isfinite(health[row, layer, column]) and (scale == "linear" or health[row, layer, column] > 0)
    ]
    colour = alt.Scale(range=list(SERIES))
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), title=title, height=260)
        .mark_line(point=len(epochs) < 3)
        .encode(
            x=alt.X("epoch:Q", title="Epoch"),
            y=alt.Y("value:Q", title=axis, scale=SHARES if scale == "linear" else alt.Scale(type=scale)),
            color=alt.Color("layer:N", title=None, scale=colour, sort=list(names), legend=alt.Legend(orient="bottom")),
            strokeDash=alt.StrokeDash("layer:N", title=None, sort=list(names)),
            tooltip=["layer:N", alt.Tooltip("epoch:Q", format=".1f"), alt.Tooltip("value:Q", format=".3g")],
        )
    )
    return chart
