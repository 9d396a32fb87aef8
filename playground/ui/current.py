"""The session of the page that is being drawn."""

from __future__ import annotations

import secrets

import streamlit as st

from playground.experiment.link import LinkError, experiment_of, token_of
from playground.server.session import Session
from playground.server.sessions import SESSIONS
from playground.server.visitor import visitor_of

TOKEN = "session"
"""The name of the session's token in `st.session_state`, which holds nothing else of it."""
PAGE = "page"
"""The name there of the page's own."""
LINK = "e"
"""The query parameter that carries the experiment."""


def session() -> Session:
    """The visitor's session; at a page's first run found again, or made, by the link where there is one."""
    token, instead = st.session_state.get(TOKEN), SESSIONS.was_turned_away(page())
    if instead is not None:
        token = st.session_state[TOKEN] = instead
    found = None if token is None else SESSIONS.get(token)
    if found is None:
        found = _found_or_made()
        st.session_state[TOKEN] = found.token
    return found


def page() -> str:
    """The random name of the open page; a page that is loaded again is another one."""
    if PAGE not in st.session_state:
        st.session_state[PAGE] = secrets.token_urlsafe(12)
    name: str = st.session_state[PAGE]
    return name


def keep_link() -> None:
    """Keep the page's link up to date, so that it opens the experiment as it is now."""
    link = token_of(session().experiment)
    if st.query_params.get(LINK) != link:
        st.query_params[LINK] = link


def _found_or_made() -> Session:
    link, experiment, message = st.query_params.get(LINK), None, None
    if link:
        try:
            experiment = experiment_of(link)
        except LinkError as error:
            message = f"{error} The default experiment is shown instead."
    visitor = visitor_of(st.context.cookies)
    found = None if message else SESSIONS.find(visitor, experiment)
    if found is None:
        found = SESSIONS.make(visitor)
        found.message = message
        if experiment is not None:
            found.experiment = experiment
    return found
