"""Processes of this machine, as the tests look at them."""

from __future__ import annotations

import os


def exists(pid: int) -> bool:
    """True where there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
