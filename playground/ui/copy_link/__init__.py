"""A button that copies the address of the present experiment."""

from __future__ import annotations

from playground.ui.views import view

_component = view("copy_link")


def copy_link(token: str, *, key: str) -> None:
    """Show the button; the link opens the experiment that `token` holds."""
    _component(key=key, data={"token": token}, width="content")
