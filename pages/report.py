"""The report, chapter by chapter: predict, run, compare, conclude."""

import streamlit as st

from playground.report.chapters import CHAPTERS
from playground.ui import page_frame
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import REPORT
from playground.ui.report import chapter_panel, print_style

page_frame.begin()
print_style.show()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title("The report, chapter by chapter", anchor=False, width="stretch")
    st.toggle("All chapters, to print", **REPORT.bound("all", False))
st.caption(
    "This playground grew out of a student's report on a neural network written by hand. Each chapter asks a question: "
    "say what you expect, let it be measured here, and compare it with what the report found."
)
if REPORT.chosen("all", False):
    for chapter in CHAPTERS.values():
        chapter_panel.show(chapter)
else:
    kinds = list(CHAPTERS)
    choice_buttons(
        "Chapter",
        kinds,
        format_func=lambda kind: f"{CHAPTERS[kind].number} {CHAPTERS[kind].title()}",
        **REPORT.bound_among("chapter", kinds),
    )
    chapter_panel.show(CHAPTERS[REPORT.chosen("chapter", kinds[0])])
