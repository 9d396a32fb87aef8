"""The error of noisy images before and after a network."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from nn.module import Array
from playground.charts.colours import GUIDE, INK, SERIES

HEIGHT = 420
NOISY, REBUILT = "noisy image, left as it is", "rebuilt by the network"


def denoising_chart(
    levels: Sequence[float], noisy: Array, rebuilt: Array, *, trained_at: float | None, across: str
) -> alt.LayerChart:
    """Both mean squared errors (levels,) over the noise level, and a dashed line at the level of training.

    `across` is the title of the axis of levels.
    """
    rows = [
        {"level": level, "what": what, "error": round(float(error), 5)}
        for what, errors in ((NOISY, noisy), (REBUILT, rebuilt))
        for level, error in zip(levels, errors, strict=True)
    ]
    names = [NOISY, REBUILT]
    lines = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point=alt.OverlayMarkDef(size=50, filled=True))
        .encode(
            x=alt.X("level:Q", title=across, axis=alt.Axis(values=list(levels), format=".2~f", labelOverlap=True)),
            y=alt.Y("error:Q", title="Mean squared error a pixel"),
            color=alt.Color(
                "what:N",
                title=None,
                sort=names,
                scale=alt.Scale(domain=names, range=[SERIES[1], SERIES[0]]),
                legend=alt.Legend(
                    orient="top", labelLimit=240, columns=1, symbolType="stroke", symbolStrokeWidth=3, symbolSize=300
                ),
            ),
            strokeDash=alt.StrokeDash(
                "what:N", title=None, sort=names, scale=alt.Scale(domain=names, range=[[6, 3], [1, 0]])
            ),
            tooltip=[
                alt.Tooltip("what:N", title="Image"),
                alt.Tooltip("level:Q", title="Noise level"),
                alt.Tooltip("error:Q", title="Mean squared error"),
            ],
        )
    )
    layers = [lines]
    if trained_at is not None:
        at = alt.Chart(alt.InlineData(values=[{"level": trained_at, "label": f"trained at {trained_at:g}"}]))
        rule = at.mark_rule(strokeDash=[5, 4], strokeWidth=2, color=GUIDE).encode(x="level:Q")
        label = at.mark_text(align="left", baseline="top", dx=6, color=INK, fontSize=12)
        layers += [rule, label.encode(x="level:Q", y=alt.value(4), text="label:N")]
    return alt.LayerChart(layer=layers, title="Error against the clean image", height=HEIGHT)
