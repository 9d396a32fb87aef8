"""A still picture of images in ink, dark on light or light on dark as the theme is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from nn.module import Array


def ink_sheet(pixels: Array, **shown: Any) -> None:
    """Show pixels, uint8 with 0 for ink and 255 for paper; `shown` is what `st.image` takes besides."""
    # opaque either way: where the theme has changed and the page has not been run since, it can still be read
    st.image(255 - pixels if st.context.theme.type == "dark" else pixels, **shown)
