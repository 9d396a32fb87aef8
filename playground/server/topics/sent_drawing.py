"""A drawing as the canvas sends it, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.drawing import Drawing, DrawingError
from playground.server.canvas import Drawn
from playground.server.sent_numbers import revision_of


def read_drawn(message: Mapping[str, Any]) -> Drawn | None:
    """The drawing in a message; None where it holds none."""
    revision, centre = revision_of(message.get("revision")), message.get("centre")
    if revision is None or not isinstance(centre, bool):
        return None
    try:
        return Drawn(Drawing.from_data(message), centre, revision)
    except DrawingError:
        return None
