"""The mistakes it was surest of, written again stroke by stroke, where the strokes are known."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.analysis.evaluation import confident_mistakes
from playground.datasets.pendigits import PenStrokes
from playground.drawing import Drawing
from playground.drawing.fit import fitted
from playground.drawing.raster import lines_of
from playground.experiment.words import counted
from playground.ui.judge.judged import Judged
from playground.ui.judge.mistakes_panel import MOST
from playground.ui.views import view

_component = view("stroke_replay")


def show(judged: Judged, dataset: PenStrokes) -> None:
    """A digit a mistake, which is written again when it is pressed; nothing where there is no mistake."""
    found = judged.judgement
    numbers = confident_mistakes(found, MOST).tolist()
    if not numbers:
        return
    st.subheader("How they were written", anchor=False)
    st.caption(
        "The same mistakes, as the pen went: **press one to see it written again**, four times as fast as by its "
        "writer. A spot marks where each stroke begins. The network never sees the order: only the ink."
    )
    digits = []
    for number in numbers:
        drawing = dataset.test_drawing(number)
        title = f"Said {found.classes[found.predicted[number]]}, is {found.classes[found.truth[number]]}"
        lines = (f"by writer {judged.samples.writers_test[number]}", counted(len(drawing.strokes), "stroke"))
        digits.append(_described(title, lines, drawing))
    _component(key="judge_replay", data={"digits": digits})


def _described(title: str, lines: tuple[str, ...], drawing: Drawing) -> dict[str, Any]:
    """The digit with its strokes as large as fit into a square of side 1."""
    strokes, _ = fitted(lines_of(drawing), (1, 1), drawing.brush)
    return {"title": title, "lines": list(lines), "strokes": [stroke.round(3).tolist() for stroke in strokes]}
