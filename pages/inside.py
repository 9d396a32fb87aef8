"""See inside a digit network: layers, filters, orientations, saliency."""

import streamlit as st

from playground.ui import inside, page_frame, reader_panel

page_frame.begin()
with st.container(horizontal=True, gap="large", key="inside_head"):
    st.title("Inside a network", anchor=False, width="content")
    with st.container():
        reader_panel.show()
inside.show()
