"""The frame that every page begins with."""

from __future__ import annotations

import streamlit as st

from playground.charts.colours import style_properties
from playground.ui.current import keep_link, page, session
from playground.ui.views import style, view

_PAGE = [st.get_option(f"theme.{scheme}.backgroundColor") for scheme in ("light", "dark")]
_STYLE = (
    f"<style>{style_properties()}:root {{ --page: light-dark({', '.join(_PAGE)}); }}\n"
    f"{style('page_frame/page_frame.css')}</style>"
)
"""Read once: a page that is drawn anew needs no file, and so can say that the server has no handles left."""
_behaviour = view("page_frame")


def begin() -> None:
    """Open the session, by the link where there is one, and set the page's margins and behaviour."""
    session().touch()
    session().look()
    keep_link()
    st.html(_STYLE)
    if message := session().message:
        st.warning(message, icon=":material/link_off:")
        session().message = None
    # not to be seen: nothing moves where it comes and goes
    with st.container(key="behaviour"):
        # A turn that the browser brings has no other use than to run the page.
        data = {"token": session().token, "page": page(), "turn": session().turn}
        _behaviour(key="page_frame", data=data, on_turn_change=lambda: None)
