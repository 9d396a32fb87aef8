"""Chart of each class's accuracy."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from playground.analysis.evaluation import ClassScores, wilson
from playground.charts.colours import GUIDE, INK, ON_BAR, SERIES

ROW = 26
"""Height of a class's bar with the space around it, in pixels."""

AROUND = 116
"""Height of what stands around the bars: Streamlit counts title and axis in."""


def class_accuracy_chart(scores: Sequence[ClassScores], overall: float, *, worst_first: bool) -> alt.LayerChart:
    """A bar a class, from top to bottom, with its numbers and interval, and a line at the accuracy over all classes."""
    rows = [
        {
            "name": each.name,
            "accuracy": None if each.recall is None else round(100 * each.recall, 2),
            "low": round(100 * wilson(each.right, each.count)[0], 2),
            "high": round(100 * wilson(each.right, each.count)[1], 2),
            "count": each.count,
            "numbers": f"{100 * (each.recall or 0):.1f} %  ({each.right:,} of {each.count:,})",
        }
        for each in scores
        if each.count
    ]
    if worst_first:
        rows.sort(key=lambda row: float(str(row["accuracy"])))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("name:N", title="Class", sort=[str(row["name"]) for row in rows]),
        tooltip=[
            alt.Tooltip("name:N", title="Class"),
            alt.Tooltip("accuracy:Q", title="Accuracy (%)"),
            alt.Tooltip("low:Q", title="95 % interval from (%)"),
            alt.Tooltip("high:Q", title="to (%)"),
            alt.Tooltip("count:Q", title="Test samples"),
        ],
    )
    across = alt.X(
        "accuracy:Q",
        title="Accuracy (% of the class's test samples)",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=[*range(0, 101, 20)]),
    )
    bars = base.mark_bar(color=SERIES[0], height=20).encode(x=across)
    # white on the bar: beside it, the longest bars would leave no room
    numbers = base.mark_text(align="left", baseline="middle", dx=6, color=ON_BAR, fontSize=13).encode(
        x=alt.value(0), text="numbers:N"
    )
    spans = base.mark_rule(color=INK, strokeWidth=2).encode(x=alt.X("low:Q"), x2="high:Q")
    line = (
        alt.Chart(alt.InlineData(values=[{"overall": 100 * overall}]))
        .mark_rule(strokeDash=[5, 4], strokeWidth=2, color=GUIDE)
        .encode(x=alt.X("overall:Q"))
    )
    title = "Accuracy per class"
    return alt.LayerChart(layer=[bars, line, spans, numbers], title=title, height=ROW * len(rows) + AROUND)
