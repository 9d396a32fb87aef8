"""Widgets that always show what they stand for: undo, presets and links reach them too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

_KNOWN = "controlled"
_MOST = 4
"""Of so many widgets, one after the other in the same place, it is known what they showed: the browser may tell of
them late."""


def controlled(
    widget: Callable[..., object], key: str, present: Any, changed: Callable[[Any], None], /, **arguments: Any
) -> None:
    """Show `widget` with the `present` value; `changed` is called with what the person chooses.

    `arguments` have the value in the widget's own spelling (`value=`, `index=`, `default=`), as its default.
    """
    widget(**held(key, present, changed), **arguments)


def held(key: str, present: Any, changed: Callable[[Any], None]) -> dict[str, Any]:
    """Arguments of a widget that is drawn with the `present` value: `key` and `on_change`.

    The caller gives the value beside them, in every drawing: a browser that gets two drawings at once knows the last
    alone. Where the value has moved without the widget, the next one in its place gets another key: to a message that
    was on its way then, with the old value in it, a value pushed through the session's state would look like a
    person's choice.
    """
    known: dict[str, tuple[int, dict[int, Any]]] = st.session_state.setdefault(_KNOWN, {})
    generation, shown = known.get(key, (0, {0: present}))
    if shown[generation] != present:
        generation = max(shown) + 1
        shown[generation] = present
        while len(shown) > _MOST:
            del shown[min(shown)]
    known[key] = (generation, shown)
    name = f"{key}#{generation}" if generation else key

    def taken() -> None:
        chosen = st.session_state.get(name)
        # A message that was on its way while the page was drawn anew tells of widgets that are gone by then: Streamlit
        # has forgotten what they showed, and takes it for a choice.
        if chosen is not None and chosen != shown.get(generation, present):
            shown[generation] = chosen
            known[key] = (generation, shown)
            changed(chosen)

    return {"key": name, "on_change": taken}
