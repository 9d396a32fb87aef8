"""A fragment of a page that is drawn anew whenever a topic of the live channel has news."""

from __future__ import annotations

from typing import Any

from playground.ui.views import view

_component = view("refresh")


def refresh(topic: str, *, pause: float, key: str, **message: Any) -> None:
    """Within an `@st.fragment`: run it anew when `topic`, asked with `message`, has something new.

    At least `pause` seconds lie between two runs; a hidden page waits. It takes no room.
    """
    data = {"topic": topic, "message": message, "pause": 1000 * pause}
    _component(key=key, data=data, on_news_change=lambda: None)
