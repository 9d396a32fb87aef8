"""Teach a network classes of your own from a few drawings of each, or let one read digits in a photo."""

import streamlit as st

from playground.ui import page_frame
from playground.ui.teach import tabs

page_frame.begin()
st.title("Teach it yours", anchor=False)
tabs.show()
