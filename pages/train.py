"""Build a network, train it, watch it learn."""

import dataclasses

import streamlit as st

from playground.experiment.inspection import inspect
from playground.ui import (
    data_panel,
    doctor_panel,
    health_panel,
    hints,
    live_panel,
    network_panel,
    page_frame,
    run_controls,
    start_row,
    step_panel,
    training_panel,
)
from playground.ui.current import session
from playground.ui.landmark import landmark

page_frame.begin()
experiment = session().experiment
inspection = inspect(experiment)

start_row.show(experiment)
with st.container(key="workbench"):
    bar, settings, network, view = st.columns(4)
with settings:
    hints.show("play")
    with landmark("Data", key="data"):
        missing = data_panel.show(experiment)
inspection = dataclasses.replace(inspection, problem=inspection.problem or missing)
with bar:
    run_controls.show(experiment, inspection)
with network:
    with landmark("Network", key="network"):
        network_panel.show(experiment, inspection)
    with landmark("Training settings", key="training"):
        training_panel.show(experiment)
with view:
    run_controls.show_state(experiment, inspection)
    live_panel.show(experiment, inspection)
    doctor_panel.show()
step_panel.show()
health_panel.show()
