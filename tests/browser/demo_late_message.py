"""A box that unmakes what a menu says, beside another whose ticks tell of the page as it is."""

import streamlit as st

from playground.ui.controlled import controlled


def chosen() -> str:
    """What is chosen."""
    return "own" if st.session_state.own else "ready-made"


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
other = st.checkbox("Other")
st.text(f"{chosen()}, other {'on' if other else 'off'}")
