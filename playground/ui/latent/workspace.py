"""The Latent page's workspace: which network, which row is its code, and what to see of it."""

from __future__ import annotations

import streamlit as st

from nn.module import Array
from playground.analysis.codes.latent_space import latent_space
from playground.datasets.published_file import DataUnavailable
from playground.experiment import Experiment
from playground.training.run_handle import RunHandle
from playground.ui import code_panel, reader_panel
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import LATENT
from playground.ui.current import session
from playground.ui.latent import (
    cluster_panel,
    comparison_panel,
    denoising_panel,
    interpolation_panel,
    map_panel,
)
from playground.ui.reader_panel import AUTOENCODER_ROLE
from playground.ui.views import style

SECTIONS = {
    "Map and walk": map_panel.show,
    "Between two digits": interpolation_panel.show,
    "Clusters": cluster_panel.show,
    "Noise": denoising_panel.show,
    "Side by side": comparison_panel.show,
}


_STYLE = f"<style>{style('latent/latent.css')}</style>"


def show() -> None:
    """The title and what can be chosen; below them what is seen of the code, or what is missing before there is one."""
    st.html(_STYLE)
    run = session().autoencoder_run
    row = None if run is None else _code_row(run)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="latent_head"):
        st.title("What the code knows", anchor=False, width="content")
        st.caption(
            "An autoencoder squeezes an image through a few numbers, its code, and rebuilds it. What is in these "
            "numbers?",
            width="stretch",
        )
        reader_panel.show(AUTOENCODER_ROLE)
        if run is not None and row is not None:
            choice_buttons("What to see", list(SECTIONS), **LATENT.bound_among("section", list(SECTIONS)))
            code_panel.show(run.experiment, key="latent_code")
    if run is None or run.theta is None or run.failure is not None:
        return
    if run.moving:
        st.caption("A code is looked into when the network stands still.")
        st.button("Pause and look now", key="pause_and_look", icon=":material/pause:", on_click=run.pause)
    elif row is None:
        st.warning(
            "This stack has no layer between two that learn, so nothing in it is a code.", icon=":material/info:"
        )
    else:
        _see(run.experiment, run.theta, row)


def _code_row(run: RunHandle) -> int | None:
    """The row of the code of a network that stands still; None where there is none."""
    if run.failure is not None or run.moving or run.theta is None:
        return None
    return session().code_row.of(run.experiment)


def _see(experiment: Experiment, theta: Array, row: int) -> None:
    try:
        SECTIONS[LATENT.chosen("section", "Map and walk")](latent_space(experiment, theta, row))
    except DataUnavailable as unavailable:
        st.warning(str(unavailable), icon=":material/cloud_off:")
