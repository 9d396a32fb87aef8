"""Settings of the training that the bar has not: loss, optimiser, how rates move, and when to stop."""

from __future__ import annotations

import re

import streamlit as st

from nn.loss import Loss
from nn.optimiser import Optimiser
from nn.rate_schedules import RateSchedule
from nn.settings import settings_of
from playground.experiment import Experiment
from playground.experiment.words import counted
from playground.ui import class_weights_panel
from playground.ui.settings_form import kind_picker, settings_form


def show(experiment: Experiment) -> None:
    """The panel; what is changed here reaches a running network, but for another loss or optimiser."""
    optimiser, schedule = experiment.optimiser, experiment.schedule
    left, right = st.columns(2)
    with left:
        kind_picker(Loss, "loss", label="Loss")
    with right:
        kind_picker(Optimiser, "optimiser", label="Optimiser")
    st.caption(_formulas(experiment.loss, optimiser))
    # every sample of the datasets here has a label
    settings_form("loss", [setting.name for setting in settings_of(type(experiment.loss)) if setting.name != "ignore"])
    length, end = st.columns(2, vertical_alignment="bottom")
    with length:
        if not schedule.until_stopped:
            settings_form("schedule", ["epochs"])
    with end:
        settings_form("schedule", ["until_stopped"])
    class_weights_panel.show(experiment)
    _rate_schedule(experiment)
    with st.expander("Momentum, penalties, averages and stop rules", key="more_training"):
        names = [setting.name for setting in settings_of(type(optimiser)) if setting.name != "learning_rate"]
        settings_form("optimiser", names)
        settings_form("penalty", ["l1", "l2"])
        settings_form("schedule", ["clip_norm", "averaging", "target_accuracy", "patience", "keep_best"])
        st.caption("A run whose cost is no longer a finite number always stops, at its last finite state.")


def _rate_schedule(experiment: Experiment) -> None:
    """How the rate moves while it trains: the schedule, its settings, and its curve, where it does move."""
    schedule = experiment.rate_schedule
    names = sorted((setting.name for setting in settings_of(type(schedule))), key=lambda name: name != "warm_up")
    left, right = st.columns(2)
    with left:
        kind_picker(RateSchedule, "rate_schedule", label="Learning-rate schedule")
        settings_form("rate_schedule", names[1::2])
    with right:
        settings_form("rate_schedule", names[0::2])
    if schedule.always_whole:
        return
    from playground.charts.rate_chart import rate_chart  # half a second to import: only where it is drawn

    st.altair_chart(rate_chart(experiment), key="rate_chart", width="stretch")
    if schedule.needs_length and experiment.schedule.until_stopped:
        st.caption(
            f"The training has no end: the rate falls over the first {counted(experiment.schedule.epochs, 'epoch')}, "
            "and stays there."
        )


def _formulas(loss: Loss, optimiser: Optimiser) -> str:
    """Formulas of what is computed, one a line: the loss, then the steps of an update."""
    steps = re.split(r";\s+", optimiser.formula)
    return "  \n".join([f"{loss.title()}: {loss.formula}", f"{optimiser.title()}: {steps[0]}", *steps[1:]])
