"""The points of a dataset as a chart."""

from __future__ import annotations

import altair as alt

from playground.charts.colours import CLASSES, GUIDE, HIGH, LOW
from playground.datasets.dataset import Samples
from playground.datasets.tasks import Classify, Task
from playground.training.evaluation import plane_values

MOST_POINTS = 500


def points_chart(samples: Samples, task: Task, height: int) -> alt.Chart:
    """The first training points, `height` pixels high: class by colour and shape, or value by colour."""
    points = samples.x_train[:MOST_POINTS, :2].round(3).tolist()
    targets = samples.y_train[:MOST_POINTS].reshape(-1).round(3).tolist()
    rows = [{"x1": x1, "x2": x2, "y": y} for (x1, x2), y in zip(points, targets, strict=True)]
    base = alt.Chart(alt.InlineData(values=rows), title="Training points", height=height).encode(
        x=alt.X("x1:Q", title="x₁"),
        y=alt.Y("x2:Q", title="x₂"),
        tooltip=[alt.Tooltip("x1:Q", title="x₁"), alt.Tooltip("x2:Q", title="x₂"), alt.Tooltip("y:N", title="Target")],
    )
    marks: alt.Chart = base.mark_point(filled=True, size=22, opacity=0.85)
    if isinstance(task, Classify):
        colour = alt.Color("y:N", title="Class", scale=alt.Scale(range=CLASSES[: len(task.classes)]))
        return marks.encode(color=colour, shape=alt.Shape("y:N", title="Class"))
    scale = alt.Scale(domain=plane_values(samples), domainMid=0, range=[LOW, GUIDE, HIGH])
    return marks.encode(color=alt.Color("y:Q", title="Value", scale=scale))
