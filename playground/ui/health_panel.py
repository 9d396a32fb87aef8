"""Health of the layers while they train: sizes of weights and gradients, flat and dead activations."""

from __future__ import annotations

import streamlit as st

from playground.training.health import MEASURES
from playground.training.run_handle import RunHandle
from playground.ui.current import session
from playground.ui.progress_view import refresh

PAUSE = 1.0
"""Seconds between two drawings: these charts are for reading, not for watching, and cost more than the live plot."""
_KEY = "show_health"
_WHAT_TO_SEE = {
    "weights": "Weights that grow without end ask for a penalty or a smaller rate.",
    "gradients": "Gradients that shrink from the last layer to the first (vanish) teach the first layers little.",
    "flat": "Where an activation is flat hardly any gradient passes: a saturated Tanh or Sigmoid, a ReLU below zero.",
    "dead": "A unit that is flat for every test sample learns nothing more.",
}


def show() -> None:
    """A switch, and four charts under it while a run is there."""
    if not st.toggle("Layer by layer", key=_KEY, help="Sizes of weights and gradients, flat and dead units, over time"):
        return
    run = session().current_run
    if run is None:
        st.caption("Press Play, Step or Epoch: then the layers' histories are drawn here.")
        return
    st.fragment(_charts)(run)


def _charts(run: RunHandle) -> None:
    if run.moving:
        refresh("health", pause=PAUSE, key="news of health")
    if run.health is None or run.health_epochs is None:
        st.caption("Waiting for the first evaluation …")
        return
    from playground.charts.health_chart import health_chart  # half a second to import: only where it is drawn

    names = [f"{index}: {layer.title()}" for index, layer in enumerate(run.experiment.layers, 1)]
    for place, measure in zip(st.columns(2) + st.columns(2), MEASURES, strict=True):
        with place:
            chart = health_chart(run.health_epochs, run.health, names, measure)
            st.altair_chart(chart, key=f"health_{measure}")
            st.caption(_WHAT_TO_SEE[measure])
