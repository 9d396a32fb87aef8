"""The app, where a new session has kept runs of two losses already, and finds the Compare page with them."""

import streamlit as st

from playground.ui.choices import COMPARE
from playground.ui.compare.workspace import RUNS
from playground.ui.current import TOKEN, session
from playground.ui.navigation import ICON, PAGES, run_page
from tests.playground.analysis.runs.made_runs import changed, kept

CHANGED = ((1.0, "learning rate 1 → 0.5"),)

if TOKEN not in st.session_state:
    # without an icon of its own the page would fetch its menu's from the network
    st.set_page_config(page_icon=ICON, layout="wide")
    rates = [kept(f"Rate {place}", changed(optimiser={"learning_rate": 0.1 * place})) for place in range(1, 7)]
    session().kept.all = (*rates, kept("Other loss", changed(loss={"kind": "bce"}), changes=CHANGED))
    COMPARE.choose("section", RUNS)
    st.navigation([st.Page(path, default=path.stem == "train") for path in sorted(PAGES.glob("*.py"))])
    st.switch_page(PAGES / "compare.py")
run_page()
