"""The script of every page, which the app in `streamlit_app.py` runs."""

from playground.ui.navigation import run_page

run_page()
