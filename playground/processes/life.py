"""Life of a child process: it is asked whether it is there, and ended where it no longer answers."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import threading
import time
from pathlib import Path

from playground.processes.messages import PING, pack_message

ROUND = 1.0
"""Seconds between two rounds of the thread that looks after all processes."""
QUIET = 1.5
"""Seconds without a message after which a process is asked whether it is there."""
SILENCE = 6.0
"""Seconds that it has to answer: one that does not has been stopped, or hangs, and is ended."""
BEGINNING = 120.0
"""Seconds in which it has to say something for the first time: many may begin at once on a slow machine."""
_PING = pack_message(PING)


class Life:
    """A process from its start to its end, and when it was heard of last."""

    def __init__(
        self, process: subprocess.Popen[bytes], outgoing: queue.SimpleQueue[bytes | None], called: str
    ) -> None:
        self.process, self.outgoing, self.called = process, outgoing, called
        self.end: str | None = None
        """Its end in words; empty if it ended of itself, None while it runs."""
        self.silent = False
        """True where it was ended because it had stopped answering."""
        self._begun = self._stood = False
        self._heard = time.monotonic()
        self._asked: float | None = None
        """When it was asked whether it is there; None where it has been heard of since, or need not be asked."""

    def hear(self) -> None:
        """Note that it is there."""
        self._begun, self._heard, self._asked = True, time.monotonic(), None

    def look_after(self, now: float) -> None:
        """Ask whether it is there, where it has been quiet; end it where it has not answered."""
        if not self._begun:
            # twice in a row: a process may be stopped for a moment
            stood, self._stood = self._stood, _is_stopped(self.process.pid)
            late = now - self._heard > BEGINNING or (stood and self._stood)
        elif self._asked is None:
            late = False
            if now - self._heard > QUIET:
                self._asked = now
                self.outgoing.put(_PING)
        else:
            late = now - self._asked > SILENCE
        if late:
            self.silent = True
            self.process.kill()

    def forgive(self) -> None:
        """Take nothing that was not heard amiss: this server itself has stood still."""
        self._heard, self._asked = time.monotonic(), None


class Lives:
    """The processes that run, and the thread that looks after them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: set[Life] = set()
        self._looking = False

    def begin(self, life: Life) -> None:
        """Look after a process from now on; RuntimeError where there can be no thread for it."""
        with self._lock:
            if life.end is None:
                self._all.add(life)
            if not self._looking:
                threading.Thread(target=self._look_after_all, daemon=True, name="processes").start()
                self._looking = True

    def end(self, life: Life) -> None:
        """A process has ended."""
        with self._lock:
            self._all.discard(life)

    def end_all(self, seconds: float) -> None:
        """End every process that still runs after so many seconds: a server that ends leaves none behind."""
        until = time.monotonic() + seconds
        while self._now() and time.monotonic() < until:
            time.sleep(0.02)
        for life in self._now():
            with contextlib.suppress(OSError):
                life.process.kill()

    def _now(self) -> list[Life]:
        with self._lock:
            return list(self._all)

    def _look_after_all(self) -> None:
        before = time.monotonic()
        while True:
            time.sleep(ROUND)
            now = time.monotonic()
            for life in self._now():
                if now - before > 3 * ROUND:
                    life.forgive()
                else:
                    life.look_after(now)
            before = now


LIVES = Lives()
"""Those of this server."""


def _is_stopped(pid: int) -> bool:
    """True where a signal has stopped the process, as Linux tells it; False where nobody tells.

    Source: Linux, Documentation/filesystems/proc.rst, the third field of `stat`.
    """
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] in (b"T", b"t")
    except (OSError, IndexError):
        return False
