"""Choices of several kinds, which are drawn once a box is ticked, beside a box that draws the page once more."""

import streamlit as st

from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import Choices

choices = Choices("demo")
LETTERS = ["a", "b", "c"]


def chosen() -> list[object]:
    """The choices, in the order of the widgets."""
    return [
        choices.chosen(name, default)
        for name, default in (("buttons", "b"), ("angle", 90), ("several", ["a", "c"]), ("menu", "c"), ("toggle", True))
    ]


if st.checkbox("Show"):
    choice_buttons("Buttons", LETTERS, **choices.bound_among("buttons", LETTERS, first="b"))
    st.slider("Angle", 0, 175, **choices.bound("angle", 90))
    st.multiselect("Several", LETTERS, **choices.bound_several("several", ["a", "c"]))
    st.selectbox("Menu", LETTERS, **choices.bound_among("menu", LETTERS, first="c"))
    st.toggle("Toggle", **choices.bound("toggle", True))
    st.button("For me", on_click=choices.choose, args=("angle", 30))
st.checkbox("Other")
st.text(f"chosen: {chosen()}")
