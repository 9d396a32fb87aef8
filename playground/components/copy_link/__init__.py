"""A button that copies the address of the present experiment."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from playground.components.assets import script, style

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "copy_link", js=script(_FOLDER, "copy_link.js"), css=style(_FOLDER, "copy_link.css")
)


def copy_link(token: str, *, key: str) -> None:
    """Show the button; the link opens the experiment that `token` holds."""
    _component(key=key, data={"token": token}, width="content")
