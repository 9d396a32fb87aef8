"""The pool of processes: a bound on how many compute at once and on their memory, and a queue for the rest."""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

WORKERS_A_CORE = 16
"""So that a class of thirty shares two cores: workers are niced, and pages hardly feel them."""
MOST_A_VISITOR = 4
"""Places that one visitor has at most: a training, two networks that read drawings, and an analysis."""
FORGOTTEN = 10.0
"""Seconds after which somebody in the queue who no longer asks has left."""
LONGEST_WAIT = 24.0
"""Seconds that nobody is to wait longer for: then those who have had their places for longest make room."""
SHORTEST_TURN = 2.0
"""Seconds that everybody has a place for, however many wait."""
MOST_ASKED = 3
"""Workers that make room at the same time: that many processes begin at once, and pages are to feel nothing of it."""
PATIENCE = 5.0
"""Seconds until somebody who was asked to make room, and has not, is asked again."""
GROWING = 20.0
"""Seconds in which a process comes to take the memory that is reckoned for it."""
SPARE = 0.1
"""Share of the free memory that stays free."""


class Worker(Protocol):
    """A process that the pool counts: one that trains, or one that does another long job."""

    @property
    def alive(self) -> bool:
        """True while the process runs."""

    def close(self) -> None:
        """Let the process go."""

    def interrupt(self) -> bool:
        """Ask it to make room, soon, so that it can go on later; False where it can not."""


@dataclass(frozen=True, eq=False)
class Ticket:
    """A claim to a place: the visitor's name, None where nobody counts, and the bytes that the process will take."""

    visitor: str | None = None
    memory: int = 0


@dataclass(eq=False)
class _Place:
    ticket: Ticket
    since: float
    begun: float
    """When its process was started."""
    asked: float = float("-inf")
    """When it was asked to make room."""


@dataclass(eq=False)
class _Plan:
    """Tickets of the queue: those that may start, each with the workers at rest that must go for it, and the others."""

    startable: dict[Ticket, list[Worker]] = field(default_factory=dict)
    of_all: list[Ticket] = field(default_factory=list)
    """Those that wait for whatever place is given up first."""
    of_visitors: list[Ticket] = field(default_factory=list)
    """Those whose visitors have all the places that one may have."""


Started = TypeVar("Started", bound=Worker)


class Pool:
    """Gives at most `limit` places at a time; the others wait in the order in which they came.

    A worker that rests has no place, but keeps its process as long as there is memory for it. Who waits for long is
    given the place of whoever has had one for longest, and can go on later. `free` tells the bytes of memory that
    processes may still take.
    """

    def __init__(
        self, limit: int, clock: Callable[[], float] = time.monotonic, free: Callable[[], float] | None = None
    ) -> None:
        self.limit = limit
        self._clock = clock
        self._free = free or (lambda: float("inf"))
        self._lock = threading.Lock()
        self._busy: weakref.WeakKeyDictionary[Worker, _Place] = weakref.WeakKeyDictionary()
        self._resting: weakref.WeakKeyDictionary[Worker, _Place] = weakref.WeakKeyDictionary()
        self._waiting: dict[Ticket, float] = {}
        """When each asked last, in the order in which they came."""

    @property
    def active(self) -> int:
        """Workers that have a place now."""
        return len(self._places())

    @property
    def waiting(self) -> int:
        """Count of those that wait for a place now."""
        now = self._clock()
        with self._lock:
            return sum(now - asked < FORGOTTEN for asked in self._waiting.values())

    def start(self, ticket: Ticket, start: Callable[[], Started]) -> Started | int:
        """The worker that `start` gives, with a place, or the place in the queue (1 is the next); ask again until then.

        `start` may give a worker that rests, which then no longer does.
        """
        with self._lock:
            now = self._clock()
            self._waiting[ticket] = now
            self._waiting = {each: asked for each, asked in self._waiting.items() if now - asked < FORGOTTEN}
            plan = self._plan(now)
            if ticket not in plan.startable:
                self._make_room(plan, now)
                return list(self._waiting).index(ticket) + 1
            for resting in plan.startable[ticket]:
                self._resting.pop(resting, None)
                resting.close()
            del self._waiting[ticket]
            worker = start()
            rested = self._resting.pop(worker, None)
            self._busy[worker] = _Place(ticket, now, now if rested is None else rested.begun)
            return worker

    def rest(self, worker: Worker) -> None:
        """The worker rests: its place is free, and its process goes where the memory is needed."""
        with self._lock:
            place = self._busy.pop(worker, None)
            if place is not None:
                self._resting[worker] = _Place(place.ticket, self._clock(), place.begun)

    def leave(self, ticket: Ticket) -> None:
        """Give the place in the queue up."""
        with self._lock:
            self._waiting.pop(ticket, None)

    def _places(self) -> list[tuple[Worker, _Place]]:
        return [(worker, place) for worker, place in list(self._busy.items()) if worker.alive]

    def _plan(self, now: float) -> _Plan:
        """Who in the queue may start now, in its order.

        A place, memory and a visitor's share are given to whoever came first; who cannot have what he needs is passed
        by, unless he could have it by turns: then those behind leave it to him.
        """
        places = self._places()
        resting = [(worker, place) for worker, place in list(self._resting.items()) if worker.alive]
        resting.sort(key=lambda each: each[1].since)
        growing = [place for _, place in (*places, *resting) if now - place.begun < GROWING]
        room = (1 - SPARE) * self._free() - sum(place.ticket.memory for place in growing)
        taken = sum(place.ticket.memory for _, place in places)
        slots, alive = self.limit - len(places), len(places) + len(resting)
        mine = Counter(place.ticket.visitor for _, place in places)
        plan = _Plan()
        for ticket in self._waiting:
            if ticket.visitor is not None and mine[ticket.visitor] >= MOST_A_VISITOR:
                plan.of_visitors.append(ticket)
                continue
            if slots <= 0:
                plan.of_all.append(ticket)
                continue
            own = next((each for each in resting if each[1].ticket is ticket), None)
            going: list[tuple[Worker, _Place]] = []
            if own is None:
                # the longest at rest go, where they are in the way and that is enough
                while resting and (room < ticket.memory or alive >= 2 * self.limit):
                    going.append(resting.pop(0))
                    room, alive = room + going[-1][1].ticket.memory, alive - 1
                if room < ticket.memory and (places or plan.startable):
                    resting = going + resting
                    room, alive = room - sum(place.ticket.memory for _, place in going), alive + len(going)
                    if room + taken + sum(place.ticket.memory for _, place in resting) >= ticket.memory:
                        plan.of_all.append(ticket)
                        slots = 0
                    continue
                room, alive = room - ticket.memory, alive + 1
            else:
                resting.remove(own)
            slots -= 1
            mine[ticket.visitor] += 1
            plan.startable[ticket] = [worker for worker, _ in going]
        return plan

    def _make_room(self, plan: _Plan, now: float) -> None:
        """Ask those that have had their places for longest to make room, so that nobody waits too long."""
        places = sorted(self._places(), key=lambda each: each[1].since)
        self._ask(places, len(plan.of_all), now)
        for visitor, count in Counter(ticket.visitor for ticket in plan.of_visitors).items():
            self._ask([each for each in places if each[1].ticket.visitor == visitor], count, now)

    def _ask(self, places: Sequence[tuple[Worker, _Place]], waiting: int, now: float) -> None:
        """Ask for the places whose turn is over: as many as are waited for, a few at a time."""
        rounds = -(-waiting // max(1, len(places)))
        turn = max(SHORTEST_TURN, LONGEST_WAIT / max(1, rounds))
        asked = sum(now - place.asked < PATIENCE for _, place in places)
        for worker, place in places:
            if asked >= min(waiting, MOST_ASKED) or now - place.since < turn:
                return
            if now - place.asked >= PATIENCE and worker.interrupt():
                place.asked = now
                asked += 1


def default_limit() -> int:
    """Places that this machine's processor carries: so many workers a core."""
    return max(1, WORKERS_A_CORE * (os.cpu_count() or 1))


def free_memory() -> float:
    """Bytes of memory that may still be taken: what the machine has available, or what the container's bound leaves.

    Infinite where the machine does not tell. Sources: Linux, Documentation/filesystems/proc.rst (MemAvailable) and
    Documentation/admin-guide/cgroup-v2.rst (memory.max, memory.current; `inactive_file` can be taken back).
    """
    found = [_available(), *_left_by(Path("/sys/fs/cgroup"), "memory.max", "memory.current")]
    found += _left_by(Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes", "memory.usage_in_bytes")
    return min(found)


def _available() -> float:
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        return next(float(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError, IndexError):
        return float("inf")


def _left_by(group: Path, bound: str, used: str) -> list[float]:
    """Bytes that a control group's bound leaves; nothing where there is no bound."""
    try:
        most = float((group / bound).read_text("ascii"))
        taken = float((group / used).read_text("ascii"))
        statistics = dict(line.split() for line in (group / "memory.stat").read_text("ascii").splitlines())
    except (OSError, ValueError):  # also where the bound is "max"
        return []
    return [max(0.0, most - taken + float(statistics.get("inactive_file", 0)))]
