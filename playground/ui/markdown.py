"""Markdown of texts that somebody else has written."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>$~|#:])")


def literal(text: str) -> str:
    """The text for Markdown that shows it as it is: no sign in it is a command."""
    return _SIGNS.sub(r"\\\1", text)
