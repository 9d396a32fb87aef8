"""Scores of each class."""

from __future__ import annotations

import streamlit as st

from playground.analysis.evaluation import class_scores, rare_class_text
from playground.charts.class_accuracy import class_accuracy_chart
from playground.ui.choice_buttons import choice_buttons
from playground.ui.headings import heading
from playground.ui.judge.judged import Judged

_BLANK = "\u00a0"
"""Between what stays on a line, however narrow its column."""
BY_CLASS, WORST_FIRST = "By class", "Worst first"


@st.fragment
def show(judged: Judged) -> None:
    """Accuracy as bars; precision, recall and F1 as a table."""
    scores = class_scores(judged.judgement)
    heading("Class by class")
    rare = rare_class_text(scores)
    if rare is not None:
        st.write(rare)
    chart, table = st.columns(2, gap="medium")
    with chart:
        order = choice_buttons("Order", [BY_CLASS, WORST_FIRST], key="judge_order")
        overall = judged.judgement.test_accuracy
        st.altair_chart(
            class_accuracy_chart(scores, overall, worst_first=order == WORST_FIRST),
            key="judge_classes",
            width="stretch",
        )
    with table:
        lines = ["| Class | Precision | Recall | F1 |", "| :-- | --: | --: | --: |"]
        shown = sorted(scores, key=lambda each: each.recall or 0) if order == WORST_FIRST else scores
        for each in shown:
            cells = _counted(each.right, each.said), _counted(each.right, each.count), _percent(each.f1)
            lines.append(f"| {' | '.join((each.name, *(cell.replace(' ', _BLANK) for cell in cells)))} |")
        st.markdown("\n".join(lines))
        st.markdown(
            f"**Balanced accuracy {_percent(judged.judgement.balanced_accuracy)}**, accuracy {_percent(overall)}"
        )
        st.caption(
            "The dashed line is the accuracy over all classes; the line on a bar is the **95 % interval**: where the "
            "accuracy may lie if there were test samples without end. In the table, behind a share: of how many. "
            "**Recall**: of the samples that are of the class, how many were found (the accuracy of the class). "
            "**Precision**: of the samples that were called so, how many are. **F1**: the harmonic mean of the two, "
            "low as soon as one of them is. **Balanced accuracy**: the mean of the recalls; where one class is rare, "
            "accuracy hides how it fares, and this does not."
        )


def _counted(right: int, count: int) -> str:
    return f"{_percent(right / count)} of {count:,}" if count else "none"


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.1f} %"
