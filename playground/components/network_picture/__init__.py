"""The streaming picture of a network on points: every unit's map of the plane, and the weights between them."""

from __future__ import annotations

from playground.components.views import view

__all__ = ["network_feed", "network_picture"]

_picture = view("network_picture")
_feed = view("network_picture_feed", "network_picture/feed")


def network_picture(*, key: str) -> None:
    """The picture's place on the page; it shows what `network_feed`, anywhere on the same page, sends."""
    _picture(key=key)


def network_feed(frame: bytes, *, key: str) -> None:
    """Send one frame to the page's picture; takes no room itself.

    That the two are apart lets the picture stand outside the fragment that fetches its numbers: one fragment, and one
    look at the worker, is enough for all that moves on the page.

    Args:
        frame: What `playground.wire.pack` makes of a header and arrays. The header has `updates`; `classes`, how many
            the outputs stand for, 0 where they are values; `standardised`, whether the inputs are; and `columns`, left
            to right, each with `title`, `role` ("inputs", "hidden" or "outputs"), `units`, how many there are, `names`
            of those shown, and `link` to the column before: "weights", "same" (each unit hands its value on) or None.
            Arrays, over the shown units of all columns: `maps`, uint8 (n, side, side), a unit's output over the plane,
            highest x₂ first; `scales`, float32 (n, 2), what 0 and 255 in it stand for; `ranges`, float32 (n, 2),
            lowest and highest output; `biases`, float32 (n,), NaN where there is none; and for each column number with
            weights, `weights_<number>`, float32 (shown inputs, shown units).
        key: The feed's place in the session's state.
    """
    _feed(key=key, data=frame)
