"""A fragment that keeps asking, on a server whose event loop is late with what scripts draw."""

import streamlit as st
from streamlit.runtime.app_session import AppSession

from playground.components.whole_answers import keep_last_messages

LATE = 0.1
"""Seconds; the fragment asks twice in that time."""


@st.cache_resource
def be_late() -> None:
    """Once a server."""

    def call_late(session: AppSession, callback: object) -> None:
        loop = session._event_loop
        loop.call_soon_threadsafe(lambda: loop.call_later(LATE, callback))

    AppSession._call_soon_on_event_loop = call_late
    keep_last_messages()


@st.fragment(run_every=LATE / 2)
def ask(whole: int) -> None:
    """Have the whole page drawn anew now and then."""
    st.session_state.asked += 1
    if st.session_state.asked % 7 == 0 and whole < 10:
        st.rerun()
    st.text(f"asked {st.session_state.asked}")


be_late()
st.session_state.setdefault("asked", 0)
st.session_state.whole = st.session_state.get("whole", 0) + 1
st.text(f"drawn as a whole: {st.session_state.whole}")
ask(st.session_state.whole)
