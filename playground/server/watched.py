"""Something that one page at a time looks at, and who is told when there may be something new."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator


class Watched:
    """Base of what a page has open; its methods may be called from any thread."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._entering = threading.Lock()
        self.left_at = time.monotonic()
        """When its page went, or when it was made, in seconds of the monotonic clock."""
        self._page = ""
        self._connections = 0
        self._listeners: set[Callable[[], None]] = set()

    @property
    def present(self) -> bool:
        """Whether a page has it open."""
        return self._connections > 0

    def enter(self, page: str) -> bool:
        """Let the page of that name have it; False where another page has it open.

        One page may come twice, when it has not been noticed yet that its first connection has gone.
        """
        with self._entering:
            if self._connections and page != self._page:
                return False
            self._page = page
            self._connections += 1
            return True

    def hand_over(self, before: object, page: str) -> bool:
        """Let the page of that name have it, in the stead of the one `before`; False where another one has it open."""
        with self._entering:
            if self._connections and before != self._page:
                return False
            self._page = page
            return True

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
