"""Draw a digit and see it named, or rebuilt, while drawing."""

import streamlit as st

from playground.ui import confidence_panel, draw_panel, hints, own_drawings_panel, page_frame, reader_panel

page_frame.begin()
st.title("Draw a digit", anchor=False)
hints.show("draw", drawing=True)
role = draw_panel.choose_role()
reader_panel.show(role)
drawing, own = st.columns([2.4, 1], gap="large")
with drawing:
    draw_panel.show(role)
    if role is reader_panel.CLASSIFIER:
        confidence_panel.show()
with own:
    own_drawings_panel.show()
