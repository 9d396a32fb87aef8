"""View of layers' outputs for an image."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.ui.views import view

_pictures = view("layer_outputs")


def layer_outputs(topic: str, message: Mapping[str, Any], *, key: str) -> None:
    """Show the pictures that a topic of the live channel answers `message` with.

    Their frame, of `interpretability.frames`, has a header with `legend` ("none", "own" for a scale for each picture,
    or "shared" where all may be asked to have one), `note` (a sentence, or nothing) and `blocks`, one for each picture:
    what `interpretability.pictures.block` says of it. Its arrays are the pictures, int8 (tiles, rows, columns), by
    their number, and those named by a block's `under`, uint8 (rows, columns).
    """
    _pictures(key=key, data={"topic": topic, "message": dict(message)})
