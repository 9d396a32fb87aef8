"""Class weights of the training: the setting, and a word where a class is rare."""

from __future__ import annotations

import streamlit as st

from playground.datasets.tasks import Classify
from playground.experiment import Experiment
from playground.experiment.notes import class_note_of
from playground.ui.current import session
from playground.ui.settings_form import settings_form


def show(experiment: Experiment) -> None:
    """Both, where the task has classes."""
    if not isinstance(experiment.dataset.task, Classify):
        return
    settings_form("schedule", ["class_weights"])
    note = class_note_of(experiment)
    if note is None:
        return
    st.info(note.text)
    st.button(
        note.fix.label,
        key="class_weights_fix",
        icon=":material/balance:",
        on_click=session().edit,
        kwargs={"schedule": note.fix.schedule},
    )
