"""The network: as a stack of modules in its editor, or as a picture."""

from __future__ import annotations

import streamlit as st

from playground.datasets.tasks import Reconstruct
from playground.experiment import Experiment
from playground.experiment.inspection import Inspection
from playground.ui import code_panel, hints, network_picture_panel
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import Choices
from playground.ui.current import session
from playground.ui.headings import heading
from playground.ui.layer_editor import layer_editor, read_edit
from playground.ui.views import sent

_KEY = "layers"
_VIEWS = ("Stack", "Picture")
_choices = Choices("train")


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The panel, which shows the network as a stack to build, or as a picture of what it computes."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
        wrap=False,
        key="network_head",
    ):
        heading("Network", width="content")
        pictured = _as_picture()
    if pictured:
        network_picture_panel.show(experiment, inspection)
    else:
        _stack(experiment, inspection)


def _as_picture() -> bool:
    """The switch between the two."""
    # The stack at first: the picture takes a worker's time, which a class of thirty would feel.
    bound = _choices.bound_among("network_view", _VIEWS)
    view: str = choice_buttons("Show the network as", _VIEWS, label_visibility="collapsed", **bound)
    return view == _VIEWS[1]


def _stack(experiment: Experiment, inspection: Inspection) -> None:
    """The editor; every change makes another experiment, and undo and redo are of the whole experiment."""
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
    hints.show("tanh")
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
