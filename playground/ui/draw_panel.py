"""The canvas of the Draw page, and what is to be done with the drawing."""

from __future__ import annotations

from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import Choices
from playground.ui.current import session
from playground.ui.digit_canvas import digit_canvas
from playground.ui.reader_panel import AUTOENCODER_ROLE, CLASSIFIER, Role

_choices = Choices("draw")
NAME, REBUILD = "Name the digit", "Rebuild the image"


def choose_role() -> Role:
    """The role of the network that is given the drawing; at first that which one was trained for here."""
    here = session()
    only_rebuilds = here.own_run("autoencoder") is not None and here.own_run("digits") is None
    first = REBUILD if only_rebuilds else NAME
    modes = [NAME, REBUILD]
    choice_buttons("What the network does with it", modes, **_choices.bound_among("mode", modes, first=first))
    return AUTOENCODER_ROLE if _choices.chosen("mode", first) == REBUILD else CLASSIFIER


def show(role: Role) -> None:
    """The canvas with the network's answer beside it."""
    digit_canvas(session().canvas, role.name, key="canvas")
