"""The picture of a network on points: every unit's map of the plane, and the weights between."""

from __future__ import annotations

import numpy as np

from playground.processes.wire import pack
from playground.ui.views import view

_component = view("network_picture")


def network_picture(frame: bytes, *, live: bool, key: str) -> None:
    """Show a frame, and those that follow.

    Args:
        frame: What `wire.pack` makes of a header and arrays. The header has `updates`; `classes`, how many
            the outputs stand for, 0 where they are values; `standardised`, whether the inputs are; and `columns`, left
            to right, each with `title`, `role` ("inputs", "hidden" or "outputs"), `units`, how many there are, `names`
            of those shown, and `link` to the column before: "weights", "same" (each unit hands its value on) or None.
            Arrays, over the shown units of all columns: `maps`, uint8 (n, side, side), a unit's output over the plane,
            highest x₂ first; `scales`, float32 (n, 2), what 0 and 255 in it stand for; `ranges`, float32 (n, 2),
            lowest and highest output; `biases`, float32 (n,), NaN where there is none; and for each column number with
            weights, `weights_<number>`, float32 (shown inputs, shown units).
        live: Whether further frames come over the live channel's topic `network`.
        key: The component's place in the session's state.
    """
    _component(key=key, data=pack({"live": live}, {"frame": np.frombuffer(frame, np.uint8)}))
