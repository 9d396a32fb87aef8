"""Processes that must not outlive the one that started them."""

from __future__ import annotations

import os
import threading
import time

LOOK = 0.2
"""Seconds between two looks at whether the parent is still there."""


def end_with_parent(parent: int) -> None:
    """End this process, whatever it does, once the one of id `parent` is no longer its parent.

    A parent that is killed can tell nobody. POSIX gives its children another parent at once; elsewhere nothing shows.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()
