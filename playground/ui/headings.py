"""Headings whose terms can be asked for."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from playground.experiment.glossary import find


def heading(text: str, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """A heading within a page, with the glossary's word on it."""
    term = find(text)
    st.subheader(text, anchor=False, width=width, help=None if term is None else f"**{term.name}**: {term.text}")
