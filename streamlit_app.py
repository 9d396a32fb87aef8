"""The playground's app: `streamlit run streamlit_app.py`."""

import streamlit as st

from playground.components.navigation import SCRIPT
from playground.server.web_files import web_routes

app = st.App(SCRIPT, routes=web_routes())
