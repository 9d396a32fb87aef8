"""One step of training, explained number by number, below the workbench of the Train page."""

from __future__ import annotations

import streamlit as st

from playground.server.commands import obey
from playground.server.topics.step import standing
from playground.ui.choices import TRAIN
from playground.ui.current import session
from playground.ui.landmark import landmark
from playground.ui.views import sent, view

_KEY = "step_view"
_component = view("step_view")


@st.fragment  # the switch opens it, and nothing else of the page is drawn anew for that
def show() -> None:
    """A switch, and under it the next step of the run, or the first of the network as it is."""
    chosen = st.toggle(
        "One step, explained",
        help="The next update with its real numbers: forward, loss, backward, update",
        **TRAIN.bound("step", False),
    )
    if not chosen:
        session().shown_step.forget()
        return
    with landmark("One step", key="one_step"):
        _component(key=_KEY, data={"revision": session().revision}, on_make_change=_make)


def _make() -> None:
    """Make the step that was looked at; where the run has gone on meanwhile it is another one, and is not made."""
    told, stands = sent(_KEY), standing(session())
    if told is not None and stands is not None and told.get("make") == list(stands):
        obey(session(), "Step")
