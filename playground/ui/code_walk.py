"""The decoder as an instrument: a slider for each number of the code, and the image they make."""

from __future__ import annotations

from playground.ui.views import view

_component = view("code_walk")


def code_walk(*, key: str) -> None:
    """Show the sliders; the browser tells the topic `code` where they are, and asks `decoded` what image they make."""
    _component(key=key, data={})
