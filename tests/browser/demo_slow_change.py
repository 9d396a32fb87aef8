"""Two boxes whose changes take their time, beside a fragment that keeps asking."""

import time

import streamlit as st

from playground.components.whole_changes import make_changes_whole

SLOW = 0.3
"""Seconds; something else is clicked, and the fragment asks, within that time."""
make_changes_whole()


def change(name: str) -> None:
    """Take over what the box shows, in several steps."""
    chosen = st.session_state[name]
    time.sleep(SLOW)
    st.session_state.taken[name] = chosen


@st.fragment(run_every=SLOW / 6)
def ask() -> None:
    """Say something now and then."""
    st.session_state.asked = st.session_state.get("asked", 0) + 1
    st.text(f"asked {st.session_state.asked}")


taken = st.session_state.setdefault("taken", {})
for each in ("first", "second"):
    st.checkbox(each, key=each, on_change=change, args=(each,))
st.text("taken: " + (", ".join(name for name in ("first", "second") if taken.get(name)) or "nothing"))
ask()
