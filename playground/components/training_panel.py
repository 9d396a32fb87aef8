"""How the network is trained: loss, optimiser, rates, batches, and when to stop."""

from __future__ import annotations

import re

import streamlit as st

from nn.loss import Loss
from nn.optimiser import Optimiser
from nn.penalty import Penalties
from nn.settings import settings_of
from playground.components.settings_form import kind_picker, settings_form
from playground.experiment import Experiment
from playground.schedule import Schedule, Schedules


def show(experiment: Experiment) -> None:
    """The panel; what is changed here reaches a running network, but for another loss or optimiser."""
    st.subheader("Training", anchor=False)
    optimiser, schedule = experiment.optimiser, experiment.schedule
    left, right = st.columns(2)
    with left:
        kind_picker(Loss, "loss", label="Loss")
    with right:
        kind_picker(Optimiser, "optimiser", label="Optimiser")
    optimiser_class = Optimiser.kinds()[str(optimiser["kind"])]
    st.caption(_formulas(Loss.kinds()[str(experiment.loss["kind"])], optimiser_class))
    settings_form(optimiser_class, "optimiser", ["learning_rate"])
    schedule_class = Schedules.kinds()[str(schedule["kind"])]
    settings_form(schedule_class, "schedule", ["batch_mode"])
    left, right = st.columns(2)
    with left:
        if not schedule["until_stopped"]:
            settings_form(schedule_class, "schedule", ["epochs"])
    with right:
        if schedule["batch_mode"] == Schedule.MINI_BATCH:
            settings_form(schedule_class, "schedule", ["batch_size"])
    settings_form(schedule_class, "schedule", ["until_stopped"])
    with st.expander("Momentum, penalties and stop rules", key="more_training"):
        names = [setting.name for setting in settings_of(optimiser_class) if setting.name != "learning_rate"]
        settings_form(optimiser_class, "optimiser", names)
        settings_form(Penalties.kinds()[str(experiment.penalty["kind"])], "penalty", ["l1", "l2"])
        settings_form(schedule_class, "schedule", ["target_accuracy", "patience"])
        st.caption("A run whose cost is no longer a finite number always stops, at its last finite state.")


def _formulas(loss: type[Loss], optimiser: type[Optimiser]) -> str:
    """Formulas of what is computed, one a line: the loss, then the steps of an update."""
    steps = re.split(r";\s+", optimiser.formula)
    return "  \n".join([f"{loss.title()}: {loss.formula}", f"{optimiser.title()}: {steps[0]}", *steps[1:]])
