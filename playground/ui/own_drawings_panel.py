"""Own examples: a drawing with its right label, to be trained with."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment
from playground.experiment.words import with_article
from playground.ui.current import session
from playground.ui.headings import heading
from playground.ui.navigation import PAGES


def show() -> None:
    """Ten buttons that name the drawing, and what has been kept so far."""
    heading("Own drawings")
    st.caption("Say what your drawing is: it joins your own examples, which a network can be trained with.")
    st.page_link(PAGES / "teach.py", label="Other symbols, or digits on paper: Teach", icon=":material/school:")
    with st.container(horizontal=True, gap="small", key="labels"):
        for digit in range(10):
            st.button(f"It is {with_article(digit)}", key=f"label_{digit}", on_click=_label, args=(digit,))
    if message := st.session_state.pop("label_message", None):
        st.warning(message, icon=":material/draw:")
    kept = session().examples
    if not kept:
        return
    counts = [kept.labels.count(digit) for digit in range(10)]
    named = ", ".join(f"{count} × {digit}" for digit, count in enumerate(counts) if count)
    st.write(f"**{len(kept)} kept:** {named}.")
    st.button(
        "Train again with mine",
        key="train_with_own",
        type="primary",
        on_click=session().train_with_examples,
        help="Trains the same network from its first weights on the dataset and your drawings together.",
    )
    st.button("Forget mine", key="forget_own", on_click=session().examples.forget)


def _label(digit: int) -> None:
    drawing = session().canvas.drawn.drawing
    if drawing.empty:
        st.session_state.label_message = "The canvas is empty: draw a digit first, then say what it is."
        return
    session().examples.add(drawing, digit)
    session().canvas.clear()


def note(experiment: Experiment, what: str) -> None:
    """A line for `what`, "A race", where the experiment asks for own drawings: they are in the session alone."""
    if getattr(experiment.dataset, "own_drawings", False):
        st.caption(f"{what} trains without your own drawings: only a run of the Train or Draw page has them.")
