"""The app around a script of the tests' own, which the environment names; trainings do not wait for an eye."""

import os

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.server.channel import channel_routes
from playground.server.housekeeping import lifespan
from playground.server.session import Session
from playground.server.sessions import SESSIONS
from playground.server.visitor import VisitorCookie, visitor_of
from playground.server.web_files import web_routes
from playground.training.speeds import FULL


def end(request: Request) -> Response:
    """Close the sessions of the browser that asks, and those that no page has open: their trainings would go on."""
    for session in SESSIONS.all():
        if session.visitor == visitor_of(request.cookies) or not session.present:
            session.close()
    return Response()


Session.first_speed = FULL
app = st.App(
    os.environ["PLAYGROUND_TEST_SCRIPT"],
    routes=[*channel_routes(), *web_routes(), Route("/end", end)],
    middleware=[Middleware(VisitorCookie)],
    lifespan=lifespan,
)
