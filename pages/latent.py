"""Look into an autoencoder's code: its map, the walk through it, its clusters."""

import streamlit as st

from playground.ui import page_frame
from playground.ui.latent import workspace

page_frame.begin()
st.title("What the code knows", anchor=False)
st.caption(
    "An autoencoder squeezes an image through a few numbers, its code, and rebuilds it. What is in these numbers?"
)
workspace.show()
