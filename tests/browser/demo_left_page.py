"""Two pages: one with a box in a fragment, another that takes its time."""

import time

import streamlit as st

from playground.components.left_pages import leave_pages_behind

SLOW = 0.3
"""Seconds; the page that was left asks within that time."""
leave_pages_behind()


@st.fragment
def asking() -> None:
    """A box of its own."""
    st.checkbox("box", key="box")


def first() -> None:
    """The page that is left."""
    st.text("the first page")
    asking()


def second() -> None:
    """The page that is gone to."""
    time.sleep(SLOW)
    st.text("the second page")


st.navigation([st.Page(first, title="First"), st.Page(second, title="Second")], position="top").run()
