"""The app around a script of the tests' own, which the environment names; trainings do not wait for an eye."""

import os

import streamlit as st
from starlette.middleware import Middleware

from playground.server.channel import channel_routes
from playground.server.housekeeping import lifespan
from playground.server.session import Session
from playground.server.visitor import VisitorCookie
from playground.server.web_files import web_routes
from playground.training.speeds import FULL

Session.first_speed = FULL
app = st.App(
    os.environ["PLAYGROUND_TEST_SCRIPT"],
    routes=[*channel_routes(), *web_routes()],
    middleware=[Middleware(VisitorCookie)],
    lifespan=lifespan,
)
