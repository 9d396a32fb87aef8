"""Confidence from which a ready network answers: a slider, and what it costs and gains."""

from __future__ import annotations

import streamlit as st

from playground.ui.controlled import controlled
from playground.ui.current import session
from playground.ui.reader_panel import CLASSIFIER


def show() -> None:
    """The slider and a sentence; nothing where no confidence was measured for the network that reads."""
    here = session()
    run = CLASSIFIER.run()
    ready, confidence = here.ready.network(run), None if run is None else here.sure_from(run)
    if ready is None or confidence is None:
        return
    controlled(
        st.slider,
        "least_confidence",
        round(100 * confidence),
        lambda chosen: here.be_sure_from(chosen / 100),
        label="Answer when at least so sure (%)",
        min_value=0,
        max_value=99,
        value=round(100 * confidence),
        help="Below it the answer is: not sure. It is the mean of two networks' belief in the answer: this one's, and "
        "that of a small one that sees 8 × 8 pixels. At first it stands where 97 of 100 digits are answered, of people "
        "who were set aside in training.",
        width=320,
    )
    level = ready.level_at(confidence)
    if level is not None:
        st.caption(
            f"Of digits by people it has never seen it answers {100 * level.answered:.1f} %, and "
            f"{100 * level.right:.1f} % of these answers are right."
        )
