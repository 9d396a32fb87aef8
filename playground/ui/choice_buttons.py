"""Buttons side by side, of which exactly one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st


def choice_buttons(label: str, options: Sequence[Any], *, index: int = 0, **arguments: Any) -> Any:
    """The option chosen, at first that at `index`; where the buttons do not fit beside each other, they wrap.

    `arguments` are those of Streamlit's segmented control.
    """
    return st.segmented_control(label, options, default=options[index], required=True, wrap=True, **arguments)
