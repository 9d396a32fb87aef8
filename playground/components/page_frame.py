"""What every page begins with."""

from __future__ import annotations

import streamlit as st

from playground.colours import style_properties
from playground.components.current import keep_link, session
from playground.components.left_pages import leave_pages_behind
from playground.components.views import style, view
from playground.components.whole_answers import keep_last_messages
from playground.components.whole_changes import make_changes_whole
from playground.prompt_sockets import send_at_once

_STYLE = f"<style>{style_properties()}{style('page_frame/page_frame.css')}</style>"
"""Read once: a page that is drawn anew needs no file, and so can say that the server has no handles left."""
_behaviour = view("page_frame")


def begin() -> None:
    """Open the session, by the link where there is one, and set the page's margins and behaviour."""
    _prepare_server()
    session().look()
    keep_link()
    st.html(_STYLE)
    # A place of its own, also when empty: whatever is below keeps its index, by which running fragments find theirs.
    with st.container(key="message"):
        if message := session().message:
            st.warning(message, icon=":material/link_off:")
            session().message = None
    # not to be seen: nothing moves where it comes and goes
    with st.container(key="behaviour"):
        # A turn that the browser brings has no other use than to run the page.
        data = {"token": session().token, "turn": session().turn}
        _behaviour(key="page_frame", data=data, on_turn_change=lambda: None)


@st.cache_resource
def _prepare_server() -> None:
    """Once a server is enough: connections to come inherit it."""
    send_at_once()
    keep_last_messages()
    make_changes_whole()
    leave_pages_behind()
