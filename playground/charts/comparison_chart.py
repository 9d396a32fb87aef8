"""The purities of the report's comparison beside the report's own."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from playground.charts.colours import INK
from playground.charts.purity_chart import LANE, SCALE, Found, layered, purity_layers


def comparison_chart(found: Found, reported: Mapping[str, float]) -> alt.LayerChart:
    """The purities of each kind of images (row), by loss, and across each row a line in the theme's ink: the report's.

    `reported` has a purity for each row of `found`.
    """
    rows = [{"row": row, "purity": value} for row, value in reported.items()]
    reports = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_tick(color=INK, thickness=2, height=2 * LANE - 8)
        .encode(
            x=alt.X("purity:Q", scale=SCALE),
            y=alt.Y("row:N", sort=list(found)),
            tooltip=[alt.Tooltip("row:N", title="Images"), alt.Tooltip("purity:Q", title="The report's purity")],
        )
    )
    return layered([*purity_layers(found), reports], found, "Purity of the clusters, and the report's")
