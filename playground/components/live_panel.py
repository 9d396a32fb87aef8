"""The live view: progress, and the picture of what the network does."""

from __future__ import annotations

import streamlit as st

from playground.components import health_panel, network_picture_panel
from playground.components.current import session
from playground.components.live_plot import live_plot
from playground.datasets.loaded import samples_of
from playground.experiment import Experiment
from playground.inspection import Inspection
from playground.live_view import live_frame
from playground.progress import progress_of
from playground.training.run import DIVERGED
from playground.training.run_handle import RunHandle
from playground.training.snapshot import Snapshot
from playground.training.untrained import untrained

FRAME = 0.05
"""Seconds between two frames: about 20 a second."""
UNTRAINED = "Not trained yet: this is what its first, random weights make of the data."


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The panel, which refreshes itself while the run moves.

    It is always the same few elements, and no containers: Streamlit merges messages for one place that wait to be sent,
    and the browser fails where that puts a part before its container, or a text in a container's place. What is to be
    said of a run stands in `run_controls`, outside of what is refreshed.
    """
    run = session().current_run
    if run is not None:
        moving = run.moving
        st.fragment(_follow, run_every=FRAME if moving else None)(run, moving)
    elif inspection.problem is None:
        snapshot = untrained(experiment)
        _draw(experiment, snapshot, 0.0, "Press Play to train, or Step to make a single update.")
        network_picture_panel.feed(experiment, snapshot.theta, snapshot.updates)


def _follow(run: RunHandle, moving: bool) -> None:
    """One frame; `moving` is what the rest of the page was drawn for, so that a page left behind is drawn anew."""
    weights = network_picture_panel.wants_weights(run.experiment)
    session().poll(run, weights=weights, health=health_panel.wants_health())
    if moving and not run.moving:
        st.rerun()
    snapshot = run.snapshot or untrained(run.experiment)
    progress = progress_of(run)
    _draw(run.experiment, snapshot, progress.share, progress.text)
    network_picture_panel.feed(run.experiment, run.theta, snapshot.updates)


def _draw(experiment: Experiment, snapshot: Snapshot, share: float, text: str) -> None:
    st.progress(share, text=text)
    live_plot(live_frame(experiment, samples_of(experiment.dataset), snapshot, _note(snapshot)), key="live")


def _note(snapshot: Snapshot) -> str | None:
    if not snapshot.updates:
        return UNTRAINED
    if snapshot.reason is None or snapshot.reason == DIVERGED:
        return None
    whole = snapshot.whole_test_accuracy
    if whole is None or snapshot.scores is None or whole == snapshot.scores.test_accuracy:
        return snapshot.reason
    return f"{snapshot.reason} Over the whole test set: {100 * whole:.2f} % right."
