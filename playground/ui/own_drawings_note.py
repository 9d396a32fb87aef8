"""The note that a person's own drawings stay out of a training."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment


def show(experiment: Experiment, what: str) -> None:
    """A line for `what`, "A race", where the experiment asks for own drawings: they are in the session alone."""
    if getattr(experiment.dataset, "own_drawings", False):
        st.caption(f"{what} trains without your own drawings: only a run of the Train or Draw page has them.")
