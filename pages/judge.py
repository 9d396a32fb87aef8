"""Judge a classifier: what it confuses, how sure it is, and how it does on what it has never seen."""

import streamlit as st

from playground.ui import judge, page_frame

page_frame.begin()
st.title("Judge a classifier", anchor=False)
st.caption("How good is a trained classifier, what does it take for what, and how sure is it of itself?")
judge.show()
