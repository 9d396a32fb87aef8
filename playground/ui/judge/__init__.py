"""The parts of the Judge page: what a trained classifier gets wrong, and how sure it is."""

from __future__ import annotations

import streamlit as st

from playground.datasets.pendigits import PenStrokes
from playground.ui.judge import (
    calibration_panel,
    class_panel,
    confusion_panel,
    gap_panel,
    mistakes_panel,
    random_panel,
    replay_panel,
    robustness_panel,
    subject_panel,
    writer_panel,
)

__all__ = ["show"]


def show() -> None:
    """All of it, or what is missing before there is something to judge."""
    with st.container(key="judge_subject"):
        judged = subject_panel.show()
    if judged is None:
        return
    gap_panel.show(judged)
    confusion_panel.show(judged)
    if judged.images:
        mistakes_panel.show(judged)
        if isinstance(judged.experiment.dataset, PenStrokes):
            replay_panel.show(judged, judged.experiment.dataset)
        random_panel.show(judged)
    class_panel.show(judged)
    if len(judged.samples.writers_test):
        writer_panel.show(judged)
    calibration_panel.show(judged)
    if judged.images:
        robustness_panel.show(judged)
