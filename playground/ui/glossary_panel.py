"""The glossary on every page: its button, the meanings that it opens, and the way to where a term is to be seen."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from playground.experiment.glossary import find
from playground.ui.current import session
from playground.ui.views import sent, view

_KEY = "glossary"
_component = view("glossary")


def show(pages: Path) -> None:
    """The button; who asks to see a term is brought to the page of the folder `pages` that shows it."""
    # What is asked to be seen is shown in the run of the page that it comes with: a callback may not go to a page.
    _component(key=_KEY, data={}, on_chosen_change=lambda: None)
    told = sent(_KEY)
    chosen = None if told is None else told.get("chosen")
    term = find(chosen) if isinstance(chosen, str) else None
    if term is not None:
        if term.experiment is not None:
            session().replace(term.experiment)
        st.switch_page(pages / f"{term.page}.py")
