"""Teach a network classes of your own, from a few drawings of each."""

import streamlit as st

from playground.ui import page_frame
from playground.ui.teach import board, lesson_panel

page_frame.begin()
st.title("Teach it yours", anchor=False)
st.caption(
    "Name two classes or more, draw about ten examples of each, and teach a network to tell them apart. "
    "Enter adds a drawing to the class that is chosen."
)
board.show()
lesson_panel.show()
