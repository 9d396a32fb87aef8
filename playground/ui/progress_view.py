"""Progress that follows something over the live channel, and fragments that are drawn anew with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from playground.server.progress import Progress
from playground.ui.views import view

_component = view("progress")


def progress_view(
    present: Progress,
    *,
    of: Literal["train", "digits", "autoencoder", "job", "download"],
    place: str | None = None,
    before: str = "",
    key: str,
) -> None:
    """Show the `present` progress, and what becomes of it.

    Args:
        present: That at this moment.
        of: The Train page's run, the one that reads or rebuilds drawings, an analysis, or the download under way.
        place: That of the analysis.
        before: Words before those of the progress.
        key: The component's place in the session's state.
    """
    _component(key=key, data={"present": asdict(present), "asks": {"of": of, "place": place}, "before": before})


_refresh = view("refresh")


def refresh(topic: str, *, pause: float, key: str, **message: Any) -> None:
    """Within an `@st.fragment`: run it anew when `topic`, asked with `message`, has something new.

    At least `pause` seconds lie between two runs; a hidden page waits. It takes no room.
    """
    data = {"topic": topic, "message": message, "pause": 1000 * pause}
    _refresh(key=key, data=data, on_news_change=lambda: None)
