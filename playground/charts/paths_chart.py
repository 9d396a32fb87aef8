"""The ways that weights went, over the cost."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import numpy as np

from nn.module import Array
from playground.charts.colours import INK, SURFACE
from playground.charts.race_chart import contestant_colour, contestant_scale

HEIGHT = 560
BANDS = 14
"""Steps of colour, evenly over the logarithm of the cost: their edges are its contour lines."""


def paths_chart(
    paths: Mapping[str, Array], shares: Array, extent: Array | None = None, surface: Array | None = None
) -> alt.LayerChart:
    """Each path (m, 2) in the plane of the first two principal directions, over the cost where there is a `surface`.

    `shares` (2,) are those of the variance that the directions show, `extent` (2, 2) and `surface` (side, side) as
    `playground.analysis.batch_modes.paths` gives them. All paths start at one place, a circle; squares are their ends.
    """
    names = list(paths)
    across, up = (
        f"{which} direction ({100 * share:.0f} %)" for which, share in zip(("First", "Second"), shares, strict=True)
    )
    rows = [
        {"name": name, "x": round(float(x), 4), "y": round(float(y), 4), "moment": moment}
        for name, path in paths.items()
        for moment, (x, y) in enumerate(path)
    ]
    ends = [row for row, later in zip(rows, [*rows[1:], None], strict=True) if later is None or not later["moment"]]
    x = alt.X("x:Q", title=across, scale=alt.Scale(zero=False, nice=extent is None))
    y = alt.Y("y:Q", title=up, scale=alt.Scale(zero=False, nice=extent is None))
    colour = contestant_colour(names)
    place = {"x": x, "y": y, "order": "moment:Q"}
    ways = alt.Chart(alt.InlineData(values=rows))
    layers: list[alt.Chart] = [] if extent is None or surface is None else [_surface(extent, surface, across, up)]
    layers += [
        ways.mark_line(strokeWidth=5, color=SURFACE[0], opacity=0.9).encode(detail="name:N", **place),
        ways.mark_line(strokeWidth=2.5).encode(color=colour, **place),
        ways.mark_point(filled=True, size=16, opacity=1).encode(
            x=x, y=y, color=colour, tooltip=[alt.Tooltip("name:N", title="Contestant")]
        ),
        alt.Chart(alt.InlineData(values=ends))
        .mark_point(shape="square", size=130, filled=True, opacity=1, stroke=INK, strokeWidth=1.5)
        .encode(x=x, y=y, fill=alt.Fill("name:N", scale=contestant_scale(names), sort=names, legend=None), tooltip=[
            alt.Tooltip("name:N", title="End of")
        ]),
        alt.Chart(alt.InlineData(values=[{**rows[0], "name": "the first weights of all"}]))
        .mark_point(shape="circle", size=150, filled=True, opacity=1, color=SURFACE[0], stroke=INK, strokeWidth=2)
        .encode(x=x, y=y, tooltip=[alt.Tooltip("name:N", title="Start")]),
    ]  # fmt: skip
    chart = alt.LayerChart(layer=layers, title="The ways of the weights", height=HEIGHT)
    resolved: alt.LayerChart = chart.resolve_scale(fill="independent")
    return resolved


def _surface(extent: Array, surface: Array, across: str, up: str) -> alt.Chart:
    side = len(surface)
    # a cell a place, which stands in its middle
    half = (extent[:, 1] - extent[:, 0]) / (2 * max(side - 1, 1))
    places = [np.linspace(low, high, side) for low, high in extent]
    finite = surface[np.isfinite(surface) & (surface > 0)]
    least, most = (float(finite.min()), float(finite.max())) if len(finite) else (1.0, 1.0)
    costs = np.clip(np.nan_to_num(np.asarray(surface, np.float64), nan=most, posinf=most), least, most)
    step = max(float(np.log10(most / least)), 1e-6) / BANDS
    banded = 10 ** (np.round(np.log10(costs) / step) * step)
    cells = [
        {
            "x": round(float(x - half[0]), 4),
            "x2": round(float(x + half[0]), 4),
            "y": round(float(y - half[1]), 4),
            "y2": round(float(y + half[1]), 4),
            "cost": float(f"{costs[row, column]:.3g}"),
            "band": float(f"{banded[row, column]:.3g}"),
        }
        for row, y in enumerate(places[1])
        for column, x in enumerate(places[0])
    ]
    scale = alt.Scale(type="log", domain=[float(banded.min()), float(banded.max())], range=list(SURFACE))
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=cells))
        .mark_rect()
        .encode(
            x=alt.X("x:Q", title=across, scale=alt.Scale(zero=False, nice=False)),
            x2="x2:Q",
            y=alt.Y("y:Q", title=up, scale=alt.Scale(zero=False, nice=False)),
            y2="y2:Q",
            fill=alt.Fill(
                "band:Q",
                title="Training cost in the plane",
                scale=scale,
                legend=alt.Legend(orient="bottom", format=".1~g", gradientLength=240, tickCount=5),
            ),
            # over the seams between the cells, where the page would shine through
            stroke=alt.Stroke("band:Q", scale=scale, legend=None),
            tooltip=[alt.Tooltip("cost:Q", title="Training cost here", format=".3~g")],
        )
    )
    return chart
