"""The picture of the network on the Train page."""

from __future__ import annotations

import numpy as np
import streamlit as st

from playground.experiment import Experiment
from playground.experiment.inspection import Inspection
from playground.experiment.limits import is_light
from playground.processes.wire import pack
from playground.training.network_frame import network_frame, obstacle
from playground.training.untrained import untrained
from playground.ui.current import session
from playground.ui.views import view


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The picture of a network of points, or in words why there is none."""
    run = session().current_run
    if inspection.problem is not None and run is None:
        st.caption("This stack cannot be trained yet: the stack says why.")
        return
    words = obstacle(experiment)
    if words is not None:
        st.caption(words)
        return
    theta, snapshot = (None, None) if run is None else (run.theta, run.snapshot)
    moment = session().recalled
    frame = run.network_frame if run is not None and run.moving else None
    if moment is not None:
        frame = moment.network_frame
    if frame is None:
        if (theta is None or snapshot is None) and not is_light(experiment):
            st.caption("So large a network is drawn once it trains.")
            return
        if theta is None or snapshot is None:
            snapshot = untrained(experiment)
            theta = snapshot.theta
        assert theta is not None
        frame = network_frame(experiment, experiment.samples(), theta, snapshot.updates)
    moving = run is not None and run.moving
    past = run is not None and not moving and run.past is not None
    network_picture(frame, live=moving, past=past, key="network_picture")


_component = view("network_picture")


def network_picture(frame: bytes, *, live: bool, past: bool = False, key: str) -> None:
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
        past: Whether they come over its topic `past`.
        key: The component's place in the session's state.
    """
    _component(key=key, data=pack({"live": live, "past": past}, {"frame": np.frombuffer(frame, np.uint8)}))
