"""View of the Inside page: the filters of a layer, and the chosen one's response."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playground.analysis.interpretability.frames import Exciting
from playground.server.sent_numbers import whole
from playground.ui.views import view

_filters = view("filter_view")


def filter_view(message: Mapping[str, Any], exciting: Exciting, *, on_chosen: Callable[[], None], key: str) -> None:
    """Show the filters, and what excites the chosen one; the browser asks the topic `filters` with `message`.

    Args:
        on_chosen: Runs when a person has chosen a filter; `chosen_filter(sent(key), count)` is it.
        key: The picture's place in the session's state.
    """
    _filters(key=key, data=exciting.frame(message=dict(message)), on_chosen_change=on_chosen)


def chosen_filter(value: object, count: int) -> int | None:
    """The number of the filter that the browser names, of `count` there are; None where it names none of them."""
    raw = value.get("chosen") if isinstance(value, Mapping) else None
    return whole(raw, count)
