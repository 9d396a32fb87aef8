"""A progress bar that follows something over the live channel; a page need not run for it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

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
