"""A box that unmakes what a menu says, on a page that takes its time, beside a button that does nothing."""

import time

import streamlit as st

from playground.components.controlled import controlled

SLOW = 0.3
"""Seconds in which the page is drawn: a press of the button meanwhile tells of the menu as it was."""


def chosen() -> str:
    """What is chosen."""
    return "own" if st.session_state.own else "ready-made"


def ask() -> None:
    """Count the presses."""
    st.session_state.asked = st.session_state.get("asked", 0) + 1


def take(own: bool) -> None:
    """Take over what was chosen."""
    st.session_state.own = own


own = st.session_state.setdefault("own", False)
controlled(
    st.selectbox,
    "menu",
    None if own else "Ready-made",
    lambda _name: take(False),
    label="Start from",
    options=["Ready-made"],
    index=None if own else 0,
)
controlled(st.checkbox, "box", own, take, label="Own", value=own)
st.button("Ask", on_click=ask)
time.sleep(SLOW)
st.text(f"asked {st.session_state.get('asked', 0)}: {chosen()}")
