"""The map of codes, and the sliders of a code with the image that the decoder makes of it."""

from __future__ import annotations

from playground.ui.views import view

_map = view("code_map")


def code_map(frame: bytes, *, key: str) -> None:
    """Show the points; the browser tells the topic `pick` what is picked, and asks `marks` what is marked.

    Args:
        frame: What `playground.server.topics.map_frame.pack_map` gives.
        key: The map's place in the session's state.
    """
    _map(key=key, data=frame)


_walk = view("code_walk")


def code_walk(*, key: str) -> None:
    """Show the sliders; the browser tells the topic `code` where they are, and asks `decoded` what image they make."""
    _walk(key=key, data={})
