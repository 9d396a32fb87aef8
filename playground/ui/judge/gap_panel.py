"""Training against test samples."""

from __future__ import annotations

import streamlit as st

from playground.analysis.evaluation import gap_text, interval_text
from playground.ui.headings import heading
from playground.ui.judge.judged import Judged


def show(judged: Judged) -> None:
    """Accuracy and cost on both, and what their difference means."""
    found = judged.judgement
    loss = judged.experiment.loss.title()
    things = judged.things
    own = 0 if judged.own is None else judged.own.count
    used, all_of_them = f"{found.train_count:,}", f"{len(judged.samples.x_train) + own:,}"
    rows = [
        ("Right", f"{100 * found.train_accuracy:.1f} %", f"{100 * found.test_accuracy:.1f} %"),
        ("95 % interval", interval_text(*found.train_right), interval_text(*found.test_right)),
        (f"Cost ({loss})", f"{found.train_cost:.4g}", f"{found.test_cost:.4g}"),
        (things.title(), used if used == all_of_them else f"{used} of {all_of_them}", f"{found.count:,}"),
    ]
    with st.container(key="judge_gap"):
        heading("Train against test")
        table, words = st.columns([1, 1.4], gap="medium")
        with table:
            lines = ["| | Train | Test |", "| :-- | --: | --: |", *(f"| {' | '.join(row)} |" for row in rows)]
            # a sign stays with its number, however narrow the column
            st.markdown("\n".join(lines).replace(" %", "\u00a0%"))
        with words:
            st.write(gap_text(found))
            not_measured = (
                f" It was trained with {judged.own.text} too; they are not measured here." if judged.own else ""
            )
            weighted = (
                " In the cost all classes count alike, as in its training."
                if judged.experiment.schedule.class_weights == "balanced"
                else ""
            )
            st.caption(
                f"Test {things} are never shown to it in training: they tell how well it will do on what comes next. "
                "The interval is where its accuracy may lie if there were samples without end: the fewer, the wider."
                f"{not_measured}{weighted}"
            )
