"""Accuracy by writer, where it is known who wrote the test samples."""

from __future__ import annotations

import streamlit as st

from playground.analysis.evaluation import writer_scores, writers_text
from playground.charts.writer_accuracy import writer_accuracy_chart
from playground.ui.judge.judged import Judged


def show(judged: Judged) -> None:
    """A row for each writer, the worst read first, and how to read them."""
    found = judged.judgement
    scores = writer_scores(found, judged.samples.writers_test)
    st.subheader("Writer by writer", anchor=False)
    chart, words = st.columns([1.3, 1], gap="medium")
    with chart:
        st.altair_chart(writer_accuracy_chart(scores, found.test_accuracy), key="judge_writers", width="stretch")
    with words:
        st.write(writers_text(scores, found.test_accuracy))
        st.caption(
            f"The {len(scores)} test writers wrote none of the training digits. Each spot is one of them, its line "
            "the **95 % interval** (Wilson's): where the accuracy may lie if the writer wrote on and on. The dashed "
            "line is the accuracy over all of them."
        )
