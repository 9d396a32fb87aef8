"""What every page begins with."""

from __future__ import annotations

import streamlit as st

from playground import state
from playground.colours import style_properties
from playground.components.compare.kept import keep_rested
from playground.components.left_pages import leave_pages_behind
from playground.components.views import style, view
from playground.components.whole_answers import keep_last_messages
from playground.components.whole_changes import make_changes_whole
from playground.one_thread import multiply_on_one_thread
from playground.prompt_sockets import send_at_once

WATCH = 5.0
"""Seconds between two looks at what is under way: two or more in each of the times after which it is forgotten."""
_STYLE = f"<style>{style_properties()}{style('page_frame/page_frame.css')}</style>"
"""Read once: a page that is drawn anew needs no file, and so can say that the server has no handles left."""
_behaviour = view("page_frame")


def begin() -> None:
    """Open the session, by the link where there is one, and set the page's margins and behaviour."""
    _prepare_server()
    state.open_session()
    keep_rested()
    st.html(_STYLE)
    # A place of its own, also when empty: whatever is below keeps its index, by which running fragments find theirs.
    with st.container(key="message"):
        if message := st.session_state.message:
            st.warning(message, icon=":material/link_off:")
            st.session_state.message = None
    # not to be seen: nothing moves where it comes and goes
    with st.container(key="watch"):
        _behaviour(key="page_frame")
        if state.under_way():
            st.fragment(_watch, run_every=WATCH)()


def _watch() -> None:
    """A training that nobody looks at pauses itself, and who does not ask loses the place in the queue: this looks and
    asks, whatever page is open."""
    keep_rested()


@st.cache_resource
def _prepare_server() -> None:
    """Once a server is enough: connections to come inherit it."""
    send_at_once()
    multiply_on_one_thread()
    keep_last_messages()
    make_changes_whole()
    leave_pages_behind()
