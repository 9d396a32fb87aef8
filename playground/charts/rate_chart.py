"""Chart of the learning rate over a training."""

from __future__ import annotations

import altair as alt
import numpy as np

from playground.charts.colours import SERIES
from playground.experiment import Experiment
from playground.experiment.learning_rates import learning_rates

POINTS = 121
"""Moments at which the rate is drawn."""


def rate_chart(experiment: Experiment, *, height: int = 210) -> alt.Chart:
    """The rate of each update, from the first epoch to the last that is planned."""
    epochs = np.linspace(0, experiment.schedule.epochs, POINTS)
    rates = learning_rates(experiment, epochs)
    rows = [{"epoch": float(epoch), "rate": float(rate)} for epoch, rate in zip(epochs, rates, strict=True)]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), title="Learning rate over the training", height=height)
        .mark_line(color=SERIES[0], interpolate="step-after" if experiment.rate_schedule.kind == "step" else "linear")
        .encode(
            x=alt.X("epoch:Q", title="Epoch", scale=alt.Scale(nice=False)),
            y=alt.Y("rate:Q", title="Learning rate", axis=alt.Axis(tickCount=3)),
            tooltip=[alt.Tooltip("epoch:Q", format=".1f"), alt.Tooltip("rate:Q", format=".3g")],
        )
    )
    return chart
