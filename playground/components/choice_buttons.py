"""Buttons side by side, of which exactly one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st


def choice_buttons(label: str, options: Sequence[Any], **arguments: Any) -> Any:
    """The option chosen; where the buttons do not fit beside each other, they go on in another row.

    `arguments` are those of Streamlit's segmented control.
    """
    return st.segmented_control(label, options, required=True, wrap=True, **arguments)
