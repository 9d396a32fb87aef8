"""The network picture under the Train page's columns, and what the live view sends it."""

from __future__ import annotations

import streamlit as st

from nn.module import Array
from playground.components.current import session
from playground.components.network_picture import network_feed, network_picture
from playground.datasets.loaded import samples_of
from playground.experiment import Experiment
from playground.inspection import Inspection
from playground.network_view import is_pictured, network_frame, obstacle
from playground.training.untrained import untrained

_SHOWN = "network_shown"
_SWITCH = "network_switch"


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The switch and the picture's place; nothing for other data than points or a stack that cannot be trained."""
    if not is_pictured(experiment) or (inspection.problem is not None and session().current_run is None):
        return
    with st.container(key="network_picture_panel"):
        st.toggle("Show the network", value=_shown(), key=_SWITCH, on_change=_switched)
        words = obstacle(experiment)
        if not _shown():
            st.empty()
        elif words is None:
            network_picture(key="network_picture")
        else:
            st.caption(words)


def wants_weights(experiment: Experiment) -> bool:
    """Whether the picture is to be drawn: then the live view asks its worker for the weights."""
    return _shown() and is_pictured(experiment) and obstacle(experiment) is None


def feed(experiment: Experiment, theta: Array | None, updates: int) -> None:
    """Send the picture these weights, from within the live view's fragment; before any have come, the first ones."""
    if not wants_weights(experiment):
        st.empty()
        return
    weights = untrained(experiment).theta if theta is None else theta
    assert weights is not None
    network_feed(network_frame(experiment, samples_of(experiment.dataset), weights, updates), key="network_feed")


def _shown() -> bool:
    # Off at first: it adds 4 ms to the server's 5 ms a frame, which a class of thirty would feel.
    shown: bool = st.session_state.get(_SHOWN, False)
    return shown


def _switched() -> None:
    # Kept under a name of its own: a switch forgets its state while another page is open.
    st.session_state[_SHOWN] = st.session_state[_SWITCH]
