"""The app's script: its settings, its pages and the one that is run."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from playground.ui import glossary_panel
from playground.ui.landmark import landmark

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "pages"
SCRIPT = Path(__file__).with_name("entry.py")
"""The script that runs them."""
ICON = ROOT / "playground" / "icon.svg"


def run_page() -> None:
    """Run the page that was asked for, below links to all, and the glossary: a line, on a phone a bar at its bottom."""
    st.set_page_config(page_title="Neural network playground", page_icon=ICON, layout="wide")
    pages = [
        st.Page(PAGES / "train.py", title="Train", icon=":material/model_training:", default=True),
        st.Page(PAGES / "draw.py", title="Draw", icon=":material/draw:"),
        st.Page(PAGES / "teach.py", title="Teach", icon=":material/school:"),
        st.Page(PAGES / "latent.py", title="Latent", icon=":material/hub:"),
        st.Page(PAGES / "judge.py", title="Judge", icon=":material/fact_check:"),
        st.Page(PAGES / "inside.py", title="Inside", icon=":material/frame_inspect:"),
        st.Page(PAGES / "compare.py", title="Compare", icon=":material/stacked_line_chart:"),
        st.Page(PAGES / "report.py", title="Report", icon=":material/menu_book:"),
    ]
    page = st.navigation(pages, position="hidden")
    with landmark("App pages", key="pages", role="navigation", horizontal=True, gap="xxsmall"):
        for each in pages:
            st.page_link(each)
        glossary_panel.show(PAGES)
    page.run()
