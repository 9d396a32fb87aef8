"""Values that are costly to find, each found once as long as it is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class FoundOnce(Generic[Found]):
    """The values that were asked for last, by key; from any thread."""

    def __init__(self, most: int) -> None:
        """At most so many values are kept."""
        self._most = most
        self._kept: OrderedDict[Hashable, Found] = OrderedDict()
        self._finding: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def of(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """The key's value; where it is not kept, `find` gives it. Only who asks for the same key waits for that."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            finding = self._finding.setdefault(key, threading.Lock())
        with finding:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                found = find()
                with self._lock:
                    self._kept[key] = found
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            finally:
                with self._lock:
                    self._finding.pop(key, None)
        return found
