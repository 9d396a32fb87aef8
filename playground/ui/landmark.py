"""Parts of a page that a screen reader can jump to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import streamlit as st

from playground.ui.views import view

_component = view("landmark")


@contextlib.contextmanager
def landmark(name: str, *, key: str, role: str = "region", **arguments: Any) -> Iterator[None]:
    """A container that is announced by its `name`; `arguments` are those of Streamlit's container."""
    with st.container(key=key, **arguments):
        _component(key=f"landmark_{key}", data={"role": role, "name": name})
        yield
