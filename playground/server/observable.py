"""Something that one page at a time looks at, and who is told when there may be something new."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator


class Observable:
    """Base of what a page has open; its methods may be called from any thread."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._entering = threading.Lock()
        self.left_at = time.monotonic()
        """When its page went, or when it was made, in seconds of the monotonic clock."""
        self._tab = ""
        self._connections = 0
        self._listeners: set[Callable[[], None]] = set()

    @property
    def present(self) -> bool:
        """True where a page has it open."""
        return self._connections > 0

    def enter(self, tab: str) -> bool:
        """Let the browser's tab of that name have it; False where another one has it open.

        One tab may come twice, when it has not been noticed yet that its page before has gone.
        """
        with self._entering:
            if self._connections and tab != self._tab:
                return False
            self._tab = tab
            self._connections += 1
            return True

    def was_of(self, tab: str) -> bool:
        """True for the browser's tab that had it open last, or still has."""
        return bool(tab) and tab == self._tab

    def touch(self) -> None:
        """Note that its page is being drawn, which may be without any other connection."""
        self.left_at = time.monotonic()

    def leave(self) -> None:
        """Note that a connection of its page has gone."""
        with self._entering:
            self._connections -= 1
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
