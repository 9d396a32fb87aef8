"""The first row of the Train page: where to start from, and the link to hand on."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment
from playground.experiment.link import token_of
from playground.experiment.presets import PRESETS
from playground.ui.controlled import controlled
from playground.ui.current import session
from playground.ui.views import view


def show(experiment: Experiment) -> None:
    """The page's title, what there is to see in one sentence, presets, and the copy-link button."""
    names = list(PRESETS)
    present = next((name for name, preset in PRESETS.items() if preset == experiment), None)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="start_row"):
        st.title("Train a network", anchor=False, width="content")
        st.caption(f"{experiment.dataset.task.purpose} Press Play and watch it learn.", width="stretch")
        controlled(
            st.selectbox,
            "preset",
            present,
            lambda name: session().replace(PRESETS[name]),
            label="Start from",
            label_visibility="collapsed",
            options=names,
            index=None if present is None else names.index(present),
            placeholder="Your own experiment: choose one to start afresh",
            help="Ready-made experiments. Undo brings back what you had.",
            width=330,
        )
        copy_link(token_of(experiment), key="copy_link")


_component = view("copy_link")


def copy_link(token: str, *, key: str) -> None:
    """Show the button; the link opens the experiment that `token` holds."""
    _component(key=key, data={"token": token}, width="content")
