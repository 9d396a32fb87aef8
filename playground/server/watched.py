"""Something that pages look at: how many do, and who is told when there may be something new."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator


class Watched:
    """Base of what has pages; its methods may be called from any thread."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.left_at = time.monotonic()
        """When its last page went."""
        self.reserved_until = 0.0
        """A page that has found it is about to open until then, in seconds of the monotonic clock."""
        self._present = 0
        self._listeners: set[Callable[[], None]] = set()

    @property
    def present(self) -> bool:
        """Whether a page of it is open."""
        return self._present > 0

    def enter(self) -> None:
        """Note that a page of it has been opened."""
        with self.lock:
            self._present += 1
            self.reserved_until = 0.0

    def leave(self) -> None:
        """Note that a page of it has gone."""
        with self.lock:
            self._present -= 1
            self.left_at = time.monotonic()

    @contextlib.contextmanager
    def listening(self, listener: Callable[[], None]) -> Iterator[None]:
        """Let `listener` be called, from any thread, whenever there may be something new to see."""
        self._listeners.add(listener)
        try:
            yield
        finally:
            self._listeners.discard(listener)

    def notify(self) -> None:
        """Tell the listeners that there may be something new."""
        for listener in list(self._listeners):
            listener()
