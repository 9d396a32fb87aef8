"""The live view: progress, and the picture of what the network does."""

from __future__ import annotations

from typing import Any

import streamlit as st

from nn.registry import Data, data_of, make
from playground.datasets import Dataset, samples_of
from playground.datasets.point_set import PointSet
from playground.experiment import Experiment
from playground.experiment.inspection import Inspection
from playground.server.progress import Progress, progress_of
from playground.training.live_frame import live_frame, live_setting
from playground.training.untrained import untrained
from playground.ui.current import session
from playground.ui.live_plot import live_plot

HEIGHT = 380
"""Of the points, in pixels, where there is no network to show them with."""
READY = Progress(0.0, "Press Play to train, or Step to make a single update.")


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The panel, which follows the run over the live channel while it moves."""
    run = session().current_run
    if run is None and inspection.problem is not None:
        if isinstance(experiment.dataset, PointSet):
            st.vega_lite_chart(_points(data_of(experiment.dataset)), key="points")
        return
    samples = samples_of(experiment.dataset)
    version = None if run is None else run.named_version
    frame = None if run is None else run.frame
    if frame is None:
        snapshot = None if run is None else run.snapshot
        shown = snapshot if snapshot is not None and snapshot.pictured else untrained(experiment)
        frame = live_frame(experiment, samples, shown)
    live_plot(
        frame,
        setting=live_setting(experiment, samples),
        progress=READY if run is None else progress_of(run),
        live=True,
        version=version,
        key="live",
    )


@st.cache_data(max_entries=32, show_spinner=False)
def _points(dataset: Data) -> dict[str, Any]:
    """The chart's description: to make it takes longer than all the rest of a rerun."""
    from playground.charts.points_chart import points_chart  # half a second to import: only where it is drawn

    made = make(Dataset, dataset)
    chart = points_chart(samples_of(made), made.task, HEIGHT)
    description: dict[str, Any] = chart.to_dict()
    return description
