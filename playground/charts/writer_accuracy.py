"""Chart of the accuracy on each writer's samples."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from playground.analysis.evaluation import WriterScore
from playground.charts.colours import GUIDE, SERIES

ROW = 24
"""Height of a writer's row, in pixels."""
AROUND = 116
"""Height of what stands around the rows: Streamlit counts title and axis in."""


def writer_accuracy_chart(scores: Sequence[WriterScore], overall: float) -> alt.LayerChart:
    """A spot a writer within its interval, in the order of the scores, and a line at the accuracy over all."""
    rows = [
        {
            "name": str(score.writer),
            "accuracy": round(100 * score.accuracy, 2),
            "low": round(100 * score.interval[0], 2),
            "high": round(100 * score.interval[1], 2),
            "numbers": f"{score.right:,} of {score.count:,}",
        }
        for score in scores
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y(
            "name:N",
            title="Writer",
            sort=[str(row["name"]) for row in rows],
            axis=alt.Axis(labelOverlap=False),
        ),
        tooltip=[
            alt.Tooltip("name:N", title="Writer"),
            alt.Tooltip("accuracy:Q", title="Accuracy (%)"),
            alt.Tooltip("numbers:N", title="Read right"),
            alt.Tooltip("low:Q", title="95 % interval from (%)"),
            alt.Tooltip("high:Q", title="to (%)"),
        ],
    )
    across = alt.X(
        "accuracy:Q", title="Accuracy (% of the writer's test digits), 95 % interval", scale=alt.Scale(zero=False)
    )
    spans = base.mark_rule(color=SERIES[0], strokeWidth=2).encode(x=alt.X("low:Q"), x2="high:Q")
    spots = base.mark_circle(color=SERIES[0], opacity=1, size=70).encode(x=across)
    line = (
        alt.Chart(alt.InlineData(values=[{"overall": 100 * overall}]))
        .mark_rule(strokeDash=[5, 4], strokeWidth=2, color=GUIDE)
        .encode(x=alt.X("overall:Q"))
    )
    return alt.LayerChart(layer=[line, spans, spots], title="Accuracy per writer", height=ROW * len(rows) + AROUND)
