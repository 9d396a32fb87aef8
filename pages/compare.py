"""Compare runs: batch modes side by side, what was trained before, and sweeps over settings."""

import streamlit as st

from playground.ui import page_frame
from playground.ui.compare import workspace

page_frame.begin()
st.title("Compare", anchor=False)
st.caption("What changes when one setting does? Train side by side, keep what was trained, sweep over many settings.")
workspace.show()
