"""View of the units that are switched off: each can be switched on again, and what is lost without them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.ui.views import view

_component = view("switched_units")


def switched_units(message: Mapping[str, Any], *, key: str) -> None:
    """Show the units that are off, as the topics `switched` and `ablation` answer `message`."""
    _component(key=key, data={"message": dict(message)})
