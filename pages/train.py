"""Build a network, train it, watch it learn."""

import dataclasses

import streamlit as st

from playground.experiment.inspection import inspect
from playground.ui import (
    data_panel,
    health_panel,
    live_panel,
    network_panel,
    network_picture_panel,
    page_frame,
    run_controls,
    start_row,
    training_panel,
)
from playground.ui.current import session

page_frame.begin()
experiment = session().experiment
inspection = inspect(experiment)

start_row.show(experiment)
with st.container(key="workbench"):
    data, network, view = st.columns([0.85, 1.3, 1.85], gap="medium")
with data:
    missing = data_panel.show(experiment)
    inspection = dataclasses.replace(inspection, problem=inspection.problem or missing)
with network:
    network_panel.show(experiment, inspection)
    training_panel.show(experiment)
with view:
    run_controls.show(experiment, inspection)
    live_panel.show(experiment, inspection)
network_picture_panel.show(experiment, inspection)
health_panel.show()
