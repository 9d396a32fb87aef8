"""The network picture under the Train page's columns."""

from __future__ import annotations

import streamlit as st

from playground.datasets import samples_of
from playground.experiment import Experiment
from playground.experiment.inspection import Inspection
from playground.training.network_frame import is_pictured, network_frame, obstacle
from playground.training.untrained import untrained
from playground.ui.choices import Choices
from playground.ui.current import session
from playground.ui.network_picture import network_picture

_choices = Choices("train")


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The switch and the picture; nothing for other data than points or a stack that cannot be trained."""
    run = session().current_run
    if not is_pictured(experiment) or (inspection.problem is not None and run is None):
        return
    with st.container(key="network_picture_panel"):
        # Off at first: it takes a worker's time, which a class of thirty would feel.
        st.toggle("Show the network", **_choices.bound("network", False))
        if not _choices.chosen("network", False):
            return
        words = obstacle(experiment)
        if words is not None:
            st.caption(words)
            return
        theta, snapshot = (None, None) if run is None else (run.theta, run.snapshot)
        frame = run.network_frame if run is not None and run.moving else None
        if frame is None:
            if theta is None or snapshot is None:
                snapshot = untrained(experiment)
                theta = snapshot.theta
            assert theta is not None
            frame = network_frame(experiment, samples_of(experiment.dataset), theta, snapshot.updates)
        network_picture(frame, live=run is not None and run.moving, key="network_picture")
