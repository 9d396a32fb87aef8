"""The picture of the network on the Train page."""

from __future__ import annotations

import numpy as np
import streamlit as st

from playground.experiment import Experiment
from playground.experiment.inspection import Inspection
from playground.processes.wire import pack
from playground.server.changed_weights import present_network_frame
from playground.training.by_hand import can_be_changed
from playground.training.network_columns import obstacle
from playground.training.network_frame import network_frame
from playground.training.untrained import first_theta
from playground.ui.current import session
from playground.ui.views import view


def show(experiment: Experiment, inspection: Inspection) -> None:
    """The picture of the network, or in words why there is none."""
    run = session().current_run
    if inspection.problem is not None and run is None:
        st.caption("This stack cannot be trained yet: the stack says why.")
        return
    words = obstacle(experiment)
    if words is not None:
        st.caption(words)
        return
    moment = session().recalled
    frame = run.network_frame if run is not None and run.moving else None
    if moment is not None:
        frame = moment.network_frame
    if frame is None and run is not None:
        frame = present_network_frame(session(), run)
    if frame is None:
        frame = network_frame(experiment, experiment.samples(), first_theta(experiment), 0)
    moving = run is not None and run.moving
    past = run is not None and not moving and run.past is not None
    hand = session().hand_revision if can_be_changed(experiment) else None
    network_picture(frame, live=moving or hand is not None, past=past, hand=hand, key="network_picture")


_component = view("network_picture")


def network_picture(frame: bytes, *, live: bool, past: bool = False, hand: int | None = None, key: str) -> None:
    """Show a frame, and those that follow.

    Args:
        frame: What `wire.pack` makes of a header and arrays. The header has `updates`; `classes`, how many
            the outputs stand for, 0 where they are values; `standardised`, whether the inputs are; `images`, names of
            those that outputs are of, none where they are over the plane; `gradients_of`, in words what the gradients
            are of; `skips`, from which column to which one a row adds what it was given; and `columns`, left
            to right, each with `title`, `role` ("inputs", "hidden" or "outputs"), `tile`, the kind of its tiles (see
            `training.unit_tiles`), `units`, how many there are, `names` of those shown, and `link` to the column
            before: "weights", "lengths" (of several weights each), "same" (each unit hands its value on) or None.
            Arrays for the column number k: `maps_<k>`, uint8 (images or 1, shown, rows, columns); where its tiles are
            of maps, `filters_<k>`, uint8 (shown, rows, columns), even about zero; of images, `outputs_<k>`, float32
            (images, shown), means over a map; with weights, `weights_<k>` and `gradients_<k>`, float32 (shown inputs,
            shown units). Over the shown units of all columns: `scales`, float32 (n, 2), what 0 and 255 in a tile stand
            for; `ranges`, float32 (n, 2), lowest and highest output; `biases` and `bias_gradients`, float32 (n,), NaN
            where there is none.
        live: Whether further frames come over the live channel's topic `network`.
        past: Whether they come over its topic `past`.
        hand: The number of the last change that a person has made of the weights, which the topic `tinker` is told;
            None where they cannot be changed.
        key: The component's place in the session's state.
    """
    _component(
        key=key, data=pack({"live": live, "past": past, "hand": hand}, {"frame": np.frombuffer(frame, np.uint8)})
    )
