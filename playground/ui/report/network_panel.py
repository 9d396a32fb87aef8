"""A chapter's networks as stacks in words, and the way to the Train page."""

from __future__ import annotations

import streamlit as st

from nn.shape_words import sizes_text
from playground.experiment import Experiment
from playground.experiment.description import loss_text, stack_text
from playground.experiment.limits import rows_of
from playground.experiment.schedule import Schedule
from playground.experiment.words import counted, plain
from playground.report.chapter import Chapter
from playground.ui.choices import REPORT
from playground.ui.current import session
from playground.ui.navigation import PAGES


@st.fragment
def show(chapter: Chapter) -> None:
    """The chosen network of the chapter, and a button that opens it."""
    names, choice = list(chapter.experiments), f"network_{chapter.kind}"
    if len(names) > 1:
        st.selectbox("Network", names, **REPORT.bound_among(choice, names))
    name = REPORT.chosen(choice, names[0])
    experiment = chapter.experiments[name if name in chapter.experiments else names[0]]
    st.table(_stack(experiment), hide_index=True, hide_header=False, alt="The network as a stack")
    st.caption(_training(experiment))
    key, icon = f"open_{chapter.kind}", ":material/model_training:"
    if st.button("Open in Train", key=key, icon=icon, on_click=session().replace, args=(experiment,)):
        st.switch_page(PAGES / "train.py")


def _stack(experiment: Experiment) -> dict[str, list[str]]:
    rows = rows_of(experiment)
    dataset = experiment.dataset
    return {
        "Module": [dataset.title(), *(stack_text([layer]) for layer in experiment.layers)],
        "Gives": [sizes_text(dataset.shape), *(sizes_text(row.shape_out or ()) for row in rows)],
        "Parameters": ["", *(f"{row.parameters:,}" if row.parameters else "" for row in rows)],
    }


def _training(experiment: Experiment) -> str:
    schedule = experiment.schedule
    mode = schedule.batch_mode
    batch = f"mini-batches of {schedule.batch_size}" if mode == Schedule.MINI_BATCH else mode
    optimiser = experiment.optimiser.title()
    rate = experiment.optimiser.learning_rate
    return (
        f"Loss: {loss_text(experiment)}. Trained by {optimiser} at a learning rate of {plain(rate)}, {batch}, "
        f"{counted(schedule.epochs, 'epoch')}."
    )
