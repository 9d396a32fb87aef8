"""Chart of each filter's response to an image."""

from __future__ import annotations

import altair as alt

from nn.module import Array
from playground.analysis.interpretability.orientation import CLEAR, in_order_of_angle
from playground.charts.colours import SERIES

HEIGHT = 380


def filter_answers(angles: Array, coherences: Array, answers: Array, unit: str) -> alt.Chart:
    """A column for each filter, sorted by the angle of its pattern; those of no clear direction are of another colour.

    `angles` in degrees, `coherences` 0 to 1 and `answers`, (filters,) each; `unit` says what an answer is.
    """
    order = in_order_of_angle(angles, coherences)
    kinds = ["clear", "not clear"]
    names = [f"{number}: {_angle(angles[number], coherences[number])}" for number in order]
    rows = [
        {
            "filter": name,
            "angle": round(float(angles[number]), 1),
            "coherence": round(float(coherences[number]), 3),
            "answer": round(float(answers[number]), 5),
            "kind": kinds[0] if coherences[number] >= CLEAR else kinds[1],
        }
        for number, name in zip(order, names, strict=True)
    ]
    bars: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), title="Answer of each filter to the image", height=HEIGHT)
        .mark_bar()
        .encode(
            x=alt.X(
                "filter:N",
                sort=names,
                title="Filter: angle of its pattern (degrees)",
                axis=alt.Axis(labelAngle=-90, labelOverlap=True),
            ),
            y=alt.Y("answer:Q", title=f"Answer ({unit})"),
            color=alt.Color(
                "kind:N",
                title="Direction",
                scale=alt.Scale(domain=kinds, range=list(SERIES[:2])),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                alt.Tooltip("filter:N", title="Filter"),
                alt.Tooltip("angle:Q", title="Angle (degrees)"),
                alt.Tooltip("coherence:Q", title="Coherence"),
                alt.Tooltip("answer:Q", title="Answer"),
            ],
        )
    )
    return bars


def _angle(angle: float, coherence: float) -> str:
    return f"{round(float(angle)) % 180}°" if coherence >= CLEAR else "–"
