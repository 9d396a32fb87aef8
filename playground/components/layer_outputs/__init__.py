"""Layers' outputs as pictures, drawn anew with every stroke."""

from __future__ import annotations

from playground.components.views import view

__all__ = ["layer_outputs"]

_component = view("layer_outputs")


def layer_outputs(frame: bytes, *, key: str) -> None:
    """Show one frame; the next one under the same key is drawn into the same picture.

    Args:
        frame: What `playground.wire.pack` makes of a header and arrays, as `playground.inside.frames` does. The header
            has `legend` ("none", "own" for a scale for each picture, or "shared" where all may be asked to have one)
            and `blocks`, one for each picture: what `playground.inside.pictures.block` says of it. The arrays are the
            pictures, int8 (tiles, rows, columns), by their number, and those named by a block's `under`, uint8
            (rows, columns).
        key: The picture's place in the session's state.
    """
    _component(key=key, data=frame)
