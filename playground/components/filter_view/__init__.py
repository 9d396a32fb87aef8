"""A layer's filters to choose from, and what the chosen one answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playground.components.views import view
from playground.server.sent_numbers import whole

__all__ = ["chosen_filter", "filter_view"]

_component = view("filter_view")


def filter_view(frame: bytes, *, on_chosen: Callable[[], None], key: str) -> None:
    """Show one frame; the next one under the same key is drawn into the same picture.

    Args:
        frame: What `playground.inside.frames.filters_frame` gives.
        on_chosen: Runs when a person has chosen a filter; `chosen_filter(st.session_state[key])` is it.
        key: The picture's place in the session's state.
    """
    _component(key=key, data=frame, on_chosen_change=on_chosen)


def chosen_filter(value: object, count: int) -> int | None:
    """The number of the filter that the browser names, of `count` there are; None where it names none of them."""
    raw = value.get("chosen") if isinstance(value, Mapping) else None
    return whole(raw, count)
