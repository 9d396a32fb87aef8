"""A map of test images: each a point at the place its code has, to look at, to pick from and to walk in."""

from __future__ import annotations

from playground.ui.views import view

_component = view("code_map")


def code_map(frame: bytes, *, key: str) -> None:
    """Show the points; the browser tells the topic `pick` what is picked, and asks `marks` what is marked.

    Args:
        frame: What `playground.server.topics.map_frame.pack_map` gives.
        key: The map's place in the session's state.
    """
    _component(key=key, data=frame)
