"""Two boxes and a button whose changes take their time, beside a fragment that keeps asking."""

import time

import streamlit as st

from playground.components.kept_presses import keep_presses
from playground.components.whole_changes import make_changes_whole

SLOW = 0.3
"""Seconds; something else is clicked, and the fragment asks, within that time."""
make_changes_whole()
keep_presses()


def change(name: str) -> None:
    """Take over what the box shows, in several steps."""
    chosen = st.session_state[name]
    time.sleep(SLOW)
    st.session_state.taken[name] = chosen


def press() -> None:
    """Count one more."""
    pressed = st.session_state.pressed
    time.sleep(SLOW)
    st.session_state.pressed = pressed + 1


@st.fragment(run_every=SLOW / 6)
def ask() -> None:
    """Say something now and then."""
    st.session_state.asked = st.session_state.get("asked", 0) + 1
    st.text(f"asked {st.session_state.asked}")


taken = st.session_state.setdefault("taken", {})
for each in ("first", "second"):
    st.checkbox(each, key=each, on_change=change, args=(each,))
st.text("taken: " + (", ".join(name for name in ("first", "second") if taken.get(name)) or "nothing"))
st.session_state.setdefault("pressed", 0)
st.button("Press", on_click=press)
st.text(f"pressed {st.session_state.pressed}")
ask()
