"""The pool of processes: a bound on how many compute at once, and a queue for the rest."""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections.abc import Callable
from typing import Protocol, TypeVar

WORKERS_A_CORE = 16
"""So that a class of thirty shares two cores: workers are niced, and pages hardly feel them."""
MEMORY_A_WORKER = 200 * 2**20
FORGOTTEN = 10.0
"""Seconds after which somebody in the queue who no longer asks has left."""


class Worker(Protocol):
    """A process that the pool counts: one that trains, or one that does another long job."""

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""


Started = TypeVar("Started", bound=Worker)


class Pool:
    """Starts at most `limit` workers at a time; the others wait in the order in which they came."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._workers: weakref.WeakSet[Worker] = weakref.WeakSet()
        self._waiting: dict[object, float] = {}

    @property
    def active(self) -> int:
        """Workers that run now."""
        return sum(worker.alive for worker in list(self._workers))

    @property
    def waiting(self) -> int:
        """Count of those that wait for a place now."""
        now = self._clock()
        with self._lock:
            return sum(now - asked < FORGOTTEN for asked in self._waiting.values())

    def start(self, ticket: object, start: Callable[[], Started]) -> Started | int:
        """The started worker, or the place in the queue (1 is the next); ask again until it is a worker.

        `ticket` stands for whoever asks, and equals nobody else's.
        """
        with self._lock:
            now = self._clock()
            self._waiting[ticket] = now
            self._waiting = {other: asked for other, asked in self._waiting.items() if now - asked < FORGOTTEN}
            place = list(self._waiting).index(ticket)
            if place >= self.limit - self.active:
                return place + 1
            del self._waiting[ticket]
            worker = start()
            self._workers.add(worker)
            return worker

    def leave(self, ticket: object) -> None:
        """Give the place in the queue up."""
        with self._lock:
            self._waiting.pop(ticket, None)


def default_limit() -> int:
    """What this machine carries: so many workers a core, and no more than half the memory that is there."""
    limit = WORKERS_A_CORE * (os.cpu_count() or 1)
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        limit = min(limit, memory // 2 // MEMORY_A_WORKER)
    return max(1, limit)
