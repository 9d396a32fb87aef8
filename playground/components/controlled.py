"""Widgets that always show what the experiment says: undo, presets and links reach them too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

_KNOWN = "controlled"


def controlled(
    widget: Callable[..., object], key: str, present: Any, changed: Callable[[Any], None], /, **arguments: Any
) -> None:
    """Show `widget` with the `present` value; `changed` is called with what the person chooses.

    `arguments` have the value in the widget's own spelling (`value=`, `index=`, `default=`), as its default. Where the
    experiment has moved without the widget, the next one in its place gets another key: a value pushed through the
    session's state can be lost on its way while a run refreshes, and the browser would answer with a value of its own.
    """
    known: dict[str, tuple[int, Any]] = st.session_state.setdefault(_KNOWN, {})
    generation, shown = known.get(key, (0, present))
    if shown != present:
        generation += 1
    known[key] = (generation, present)
    name = f"{key}#{generation}" if generation else key

    def taken() -> None:
        chosen = st.session_state[name]
        last_generation, last = known[key]
        # A message that was on its way while the page was drawn anew tells of widgets that are gone by then; Streamlit
        # has forgotten what they showed and takes it for a choice.
        if chosen is not None and chosen != (last if last_generation == generation else present):
            known[key] = (generation, chosen)
            changed(chosen)

    widget(key=name, on_change=taken, **arguments)
