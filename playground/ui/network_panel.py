"""The stack of modules, in its editor."""

from __future__ import annotations

import streamlit as st

from playground.datasets.tasks import Reconstruct
from playground.experiment import Experiment
from playground.experiment.inspection import Inspection
from playground.ui import code_panel
from playground.ui.current import session
from playground.ui.layer_editor import layer_editor, read_edit
from playground.ui.views import sent

_KEY = "layers"


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The panel; every change makes another experiment, and undo and redo are of the whole experiment."""
    st.subheader("Network", anchor=False)
    layer_editor(
        layers=experiment.layers_data(),
        shape=experiment.dataset.shape,
        rows=inspection.rows,
        input_text=experiment.dataset.input_text,
        output_text=inspection.output_text,
        output_error=inspection.output_error,
        fix=inspection.fix,
        note=inspection.note,
        revision=session().revision,
        can_undo=bool(session().past),
        can_redo=bool(session().future),
        on_edit=_edited,
        key=_KEY,
    )
    if isinstance(experiment.dataset.task, Reconstruct):
        code_panel.show(experiment, key="train_code")


def _edited() -> None:
    match read_edit(sent(_KEY), session().revision):
        case "undo":
            session().undo()
        case "redo":
            session().redo()
        case tuple() as layers:
            session().edit(layers=layers)
