"""Style of the Report page on paper."""

from __future__ import annotations

import streamlit as st

from playground.ui.views import style

_LIGHT, _DARK = (f"<style>{style(f'report/{name}.css')}</style>" for name in ("print", "print_dark"))


def show() -> None:
    """Have the page printed on white, each chapter on pages of its own, without what only a screen has a use for."""
    st.html(_LIGHT)
    if st.context.theme.type == "dark":
        st.html(_DARK)
