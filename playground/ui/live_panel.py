"""The live view: progress, and the picture of what the network does."""

from __future__ import annotations

from typing import Any

import streamlit as st

from nn.registry import Data, data_of, make
from playground.datasets import Dataset, samples_of
from playground.datasets.point_set import PointSet
from playground.experiment import Experiment
from playground.experiment.inspection import Inspection
from playground.experiment.limits import is_light
from playground.server.commands import go_on
from playground.server.progress import Progress, progress_of
from playground.training.live_frame import live_frame, live_setting
from playground.training.run_handle import RunHandle
from playground.training.untrained import untrained
from playground.ui.current import session
from playground.ui.live_plot import live_plot
from playground.ui.views import sent

HEIGHT = 380
"""Of the points, in pixels, where there is no network to show them with."""
_KEY = "live"
READY = Progress(0.0, "Press Play to train, or Step to make a single update.")
STANDING = Progress(0.0, "The stack cannot be trained as it is now: this is the picture of the one before.")


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The panel, which follows the run over the live channel while it moves."""
    run, ready = session().current_run, READY
    light = is_light(experiment)
    if run is None and inspection.problem is not None:
        last = session().pictured
        if last is None or last.dataset != experiment.dataset:
            if isinstance(experiment.dataset, PointSet):
                st.vega_lite_chart(_points(data_of(experiment.dataset)), key="points")
            return
        experiment, run, ready, light = last, _run_of(last), STANDING, is_light(last)
    else:
        session().pictured = experiment
        if run is None and not light:
            run = session().preview()
    samples = experiment.samples()
    version = None if run is None else run.named_version
    moment = session().recalled
    frame = None if run is None else run.frame if moment is None else moment.frame or run.frame
    if frame is None:
        shown = None if run is None else run.snapshot
        if shown is None or not shown.pictured:
            if not light:
                _await(run)
                return
            shown = untrained(experiment)
        frame = live_frame(experiment, samples, shown)
    live_plot(
        frame,
        setting=live_setting(experiment, samples),
        progress=ready if run is None or ready is STANDING else progress_of(run),
        live=True,
        version=version,
        past=None if run is None else _past(run),
        key=_KEY,
        on_go_on_change=_go_on,
    )


def _run_of(last: Experiment) -> RunHandle | None:
    """The run whose network was the last picture: a stack that cannot be trained has none of its own."""
    run = session().replaced_run
    return run if run is not None and not run.experiment.resets(last) else None


def _past(run: RunHandle) -> dict[str, Any] | None:
    """What the slider under the picture goes through, the present last; None for a run that moves, or has no past."""
    past, moment = run.past, session().recalled
    if run.moving or past is None or len(past.epochs) < 2:
        return None
    last = len(past.epochs) - 1
    return {
        "rest": run.named_rest,
        "names": past.names,
        "place": last if moment is None else moment.place,
        "revision": session().recall_revision,
    }


def _go_on() -> None:
    if (value := sent(_KEY)) is not None:
        go_on(session(), value.get("go_on"))


def _await(run: RunHandle | None) -> None:
    """Say that the first picture of a large network is on its way; the page is drawn anew once it is there."""
    if run is None:
        st.caption(STANDING.text)
        return
    if run.failure is not None:
        st.error(run.failure, icon=":material/error:")
        st.button("Try again", icon=":material/replay:", on_click=run.show, kwargs={"again": True})
        return
    st.caption("So large a network is looked at in a process of its own: its first picture is on its way.")
    if run.phase == "waiting":
        st.caption(progress_of(run).text)


@st.cache_data(max_entries=32, show_spinner=False)
def _points(dataset: Data) -> dict[str, Any]:
    """The chart's description: to make it takes longer than all the rest of a rerun."""
    from playground.charts.points_chart import points_chart  # half a second to import: only where it is drawn

    made = make(Dataset, dataset)
    chart = points_chart(samples_of(made), made.task, HEIGHT)
    description: dict[str, Any] = chart.to_dict()
    return description
