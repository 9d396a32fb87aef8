"""Draw a digit and see it named, or rebuilt, while drawing."""

import streamlit as st

from playground.ui import confidence_panel, draw_panel, hints, own_drawings_panel, page_frame, reader_panel

page_frame.begin()
role = draw_panel.begin()
hints.show("draw", drawing=True)
with st.container(key="draw_page"):
    drawing, settings = st.columns([2.6, 1], gap="large")
with drawing:
    draw_panel.show(role)
with settings:
    reader_panel.show(role)
    if role is reader_panel.CLASSIFIER:
        confidence_panel.show()
    own_drawings_panel.show()
