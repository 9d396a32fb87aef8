"""See inside a digit network: layers, filters, orientations, saliency."""

import streamlit as st

from playground.ui import inside, page_frame, reader_panel

page_frame.begin()
st.title("Inside a network", anchor=False)
reader_panel.show()
inside.show()
