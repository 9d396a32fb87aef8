"""The two uses of the Teach page: own classes, and photos."""

from __future__ import annotations

import streamlit as st

from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import TEACH
from playground.ui.teach import board, lesson_panel

CLASSES, PHOTO = "Classes of your own", "Digits in a photo"


def show() -> None:
    """The one that is chosen, at first own classes."""
    uses = [CLASSES, PHOTO]
    choice_buttons("What it is for", uses, label_visibility="collapsed", **TEACH.bound_among("use", uses))
    if TEACH.chosen("use", CLASSES) == PHOTO:
        from playground.ui.teach import photo_panel  # scipy takes a moment to import, and few bring photos

        photo_panel.show()
        return
    st.caption(
        "Name two classes or more, draw about ten examples of each, and teach a network to tell them apart. "
        "Enter adds a drawing to the class that is chosen."
    )
    board.show()
    lesson_panel.show()
