"""The modules; a new file here, or a class in one, is all it takes to add one."""

from __future__ import annotations

from typing import Any

from nn.registry import import_members

_members = import_members(__name__, list(__path__))
globals().update(_members)


def __getattr__(name: str) -> Any:
    raise AttributeError(f"There is no module {name!r}; there are {', '.join(_members)}.")
