"""The Latent page's workspace: which network, which row is its code, and what to see of it."""

from __future__ import annotations

import streamlit as st

from playground.analysis.codes.latent_space import latent_space
from playground.datasets.published_file import DataUnavailable
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

SECTIONS = {
    "Map and walk": map_panel.show,
    "Between two digits": interpolation_panel.show,
    "Clusters": cluster_panel.show,
    "Noise": denoising_panel.show,
    "Side by side": comparison_panel.show,
}


def show() -> None:
    """The workspace of the autoencoder, or what is missing before there is one."""
    reader_panel.show(AUTOENCODER_ROLE)
    run = session().autoencoder_run
    if run is None or run.failure is not None:
        return
    if run.moving:
        if run.theta is not None:
            st.caption("A code is looked into when the network stands still.")
            st.button("Pause and look now", key="pause_and_look", icon=":material/pause:", on_click=run.pause)
        return
    row = session().code_row.of(run.experiment)
    if run.theta is None or row is None:
        st.warning(
            "This stack has no layer between two that learn, so nothing in it is a code.", icon=":material/info:"
        )
        return
    # not in a row with the menu: there it would not break into lines on a narrow page, and hide its ends
    choice_buttons("What to see", list(SECTIONS), **LATENT.bound_among("section", list(SECTIONS)))
    code_panel.show(run.experiment, key="latent_code")
    try:
        SECTIONS[LATENT.chosen("section", "Map and walk")](latent_space(run.experiment, run.theta, row))
    except DataUnavailable as unavailable:
        st.warning(str(unavailable), icon=":material/cloud_off:")
