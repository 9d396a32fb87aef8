"""Confidence against accuracy."""

from __future__ import annotations

import streamlit as st

from playground.analysis.evaluation import calibration, calibration_text
from playground.charts.calibration_chart import calibration_chart
from playground.ui.headings import heading
from playground.ui.judge.judged import Judged


def show(judged: Judged) -> None:
    """The reliability diagram, and how to read it."""
    heading("May its confidence be believed?")
    chart, words = st.columns([1.3, 1], gap="medium")
    with chart:
        st.altair_chart(calibration_chart(calibration(judged.judgement)), key="judge_calibration", width="stretch")
    with words:
        st.write(calibration_text(judged.judgement))
        st.caption(
            "The test samples are put into ten groups by how sure the network was; the larger a spot, the more are in "
            "the group, and its line is the **95 % interval**: where it meets the dashed line, the difference may be "
            "chance. On the dashed line it is right as often as it is sure; below, it is too sure of itself, above, it "
            "could be surer."
        )
