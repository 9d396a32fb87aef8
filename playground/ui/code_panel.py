"""Menu of the row of an autoencoder that is its code."""

from __future__ import annotations

import streamlit as st

from playground.analysis.codes.autoencoder import code_rows, code_text
from playground.experiment import Experiment
from playground.experiment.limits import rows_of
from playground.ui.controlled import controlled
from playground.ui.current import session


def show(experiment: Experiment, *, key: str) -> None:
    """A menu of the rows that can be the code, the present one chosen; nothing where there is none."""
    rows, row = rows_of(experiment), session().code_row.of(experiment)
    if row is None:
        return
    options = code_rows(rows)
    controlled(
        st.selectbox,
        key,
        (experiment.layers_data(), row),
        lambda chosen: session().code_row.choose(experiment, chosen),
        label="The code is",
        options=options,
        index=options.index(row),
        format_func=lambda number: code_text(experiment, rows, number),
        help="What the decoder is given. Any row between two that learn may be taken for it, unless a "
        "Residual goes around it; it is the narrowest, unless you choose another. Training does not depend on it.",
        width=360,
    )
