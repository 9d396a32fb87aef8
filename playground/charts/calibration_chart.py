"""Confidence against accuracy."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from playground.analysis.evaluation import Bin
from playground.charts.colours import GUIDE, SERIES

HEIGHT = 340
SCALE = alt.Scale(domain=[0, 100])
AXIS = alt.Axis(values=[*range(0, 101, 20)])


def calibration_chart(bins: Sequence[Bin]) -> alt.LayerChart:
    """A reliability diagram: a spot a bin within its interval, larger where more samples are in it, and the diagonal
    that it should lie on."""
    rows = [
        {
            "confidence": round(100 * each.confidence, 2),
            "accuracy": round(100 * each.accuracy, 2),
            "low": round(100 * each.interval[0], 2),
            "high": round(100 * each.interval[1], 2),
            "count": each.count,
            "range": f"{100 * each.low:.0f} to {100 * each.high:.0f} %",
        }
        for each in bins
    ]
    across = alt.X("confidence:Q", title="Confidence: how sure it was (%)", scale=SCALE, axis=AXIS)
    up = alt.Y("accuracy:Q", title="Accuracy: how often it was right (%)", scale=SCALE, axis=AXIS)
    ends = alt.InlineData(values=[{"confidence": end, "accuracy": end} for end in (0, 100)])
    diagonal = alt.Chart(ends).mark_line(strokeDash=[5, 4], color=GUIDE).encode(x=across, y=up)
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=across, y=up)
    spans = base.mark_rule(color=SERIES[0], strokeWidth=2).encode(y=alt.Y("low:Q"), y2="high:Q")
    spots = base.mark_circle(color=SERIES[0], opacity=1).encode(
        size=alt.Size("count:Q", scale=alt.Scale(range=[40, 600]), legend=None),
        tooltip=[
            alt.Tooltip("range:N", title="Confidence"),
            alt.Tooltip("accuracy:Q", title="Right (%)"),
            alt.Tooltip("low:Q", title="95 % interval from (%)"),
            alt.Tooltip("high:Q", title="to (%)"),
            alt.Tooltip("count:Q", title="Test samples"),
        ],
    )
    return alt.LayerChart(layer=[diagonal, spans, spots], title="Confidence against accuracy", height=HEIGHT)
