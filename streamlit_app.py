"""The playground's app: `streamlit run streamlit_app.py`."""

import streamlit as st
from starlette.middleware import Middleware

from playground.server.channel import channel_routes
from playground.server.housekeeping import lifespan
from playground.server.visitor import VisitorCookie
from playground.server.web_files import web_routes
from playground.ui.navigation import SCRIPT

app = st.App(
    SCRIPT, routes=[*channel_routes(), *web_routes()], middleware=[Middleware(VisitorCookie)], lifespan=lifespan
)
