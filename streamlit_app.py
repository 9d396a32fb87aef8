"""The playground's entry: `streamlit run streamlit_app.py`."""

from pathlib import Path

import streamlit as st

from playground.components.navigation import run_page

ICON = Path(__file__).parent / "playground" / "icon.svg"

st.set_page_config(page_title="Neural network playground", page_icon=ICON, layout="wide")
run_page()
