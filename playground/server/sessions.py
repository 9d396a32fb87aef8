"""The server's sessions: found by their token, found again by their browser, forgotten in time."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

from playground.experiment import Experiment
from playground.server.session import Session

SESSION_MINUTES = 30
"""Minutes for which a session without a page is kept."""
RESERVED = 10.0
"""Seconds that a page which has found its session has to open."""
MOST_SESSIONS = 500
"""Sessions kept at most; beyond it those go that have been without a page for longest."""
MOST_BYTES = 2 * 2**30
"""Bytes that the sessions' runs take at most; beyond it, too, the longest forsaken go."""


class Sessions:
    """A registry of sessions, bounded in time, number and memory; every method may be called from any thread."""

    def __init__(
        self, most: int = MOST_SESSIONS, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most, self.most_bytes = most, most_bytes
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}

    def __len__(self) -> int:
        return len(self._sessions)

    def all(self) -> list[Session]:
        """All of them, the oldest first."""
        with self._lock:
            return list(self._sessions.values())

    def get(self, token: str) -> Session | None:
        """The session of that token; None where there is none, or none any longer."""
        return self._sessions.get(token)

    def make(self, visitor: str | None) -> Session:
        """A new session for a page of a browser, which is about to open."""
        session = Session(secrets.token_urlsafe(24), visitor)
        session.reserved_until = self._clock() + RESERVED
        with self._lock:
            self._sessions[session.token] = session
        self.forget()
        return session

    def find(self, visitor: str | None, experiment: Experiment | None) -> Session | None:
        """The session that a page of a browser, about to open, comes back to; None where there is none.

        It is one of the same browser's that no page has open, the one left last; with an `experiment` in the page's
        link, one of that experiment.
        """
        with self._lock:
            found = [
                session
                for session in self._sessions.values()
                if visitor is not None
                and session.visitor == visitor
                and self._free(session)
                and experiment in (None, session.experiment)
            ]
            session = max(found, key=lambda each: each.left_at, default=None)
            if session is not None:
                session.reserved_until = self._clock() + RESERVED
            return session

    def _free(self, session: Session) -> bool:
        return not session.present and session.reserved_until < self._clock()

    def forget(self) -> None:
        """Close the sessions that have been without a page for too long, and the longest forsaken of too many."""
        with self._lock:
            left = sorted(filter(self._free, self._sessions.values()), key=lambda session: session.left_at)
            count, taken = len(self._sessions), sum(session.nbytes for session in self._sessions.values())
            old = self._clock() - 60 * SESSION_MINUTES
            gone = []
            for session in left:
                if session.left_at >= old and count <= self.most and taken <= self.most_bytes:
                    break
                gone.append(self._sessions.pop(session.token))
                count, taken = count - 1, taken - session.nbytes
        for session in gone:
            session.close()


SESSIONS = Sessions()
"""Those of this server."""
