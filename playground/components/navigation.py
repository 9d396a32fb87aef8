"""The pages of the app."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_ENTERED = "entered"


def _pages() -> StreamlitPage:
    return st.navigation(
        [
            st.Page("pages/train.py", title="Train", icon=":material/model_training:", default=True),
            st.Page("pages/draw.py", title="Draw", icon=":material/draw:"),
            st.Page("pages/latent.py", title="Latent", icon=":material/hub:"),
            st.Page("pages/judge.py", title="Judge", icon=":material/fact_check:"),
            st.Page("pages/inside.py", title="Inside", icon=":material/frame_inspect:"),
            st.Page("pages/compare.py", title="Compare", icon=":material/stacked_line_chart:"),
            st.Page("pages/report.py", title="Report", icon=":material/menu_book:"),
        ],
        position="top",
    )


def run_page() -> None:
    """Run the page that was asked for; the entry does nothing else."""
    st.session_state[_ENTERED] = True
    _pages().run()


def require_entry() -> None:
    """Start over by the entry where a page was run without it.

    Until `st.navigation` has been called once in a server, Streamlit scans the pages folder by itself: the first
    visitor of a fresh server who comes to a page's own address would get it without the entry's settings and menu.
    """
    if _ENTERED not in st.session_state:
        st.session_state[_ENTERED] = True
        _pages()
        st.rerun()
