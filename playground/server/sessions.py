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


class Sessions:
    """A registry of sessions, bounded in time and number; every method may be called from any thread."""

    def __init__(self, most: int = MOST_SESSIONS, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
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
        """Close the sessions that have been without a page for too long, or that are too many."""
        with self._lock:
            left = sorted(
                (session for session in self._sessions.values() if self._free(session)), key=lambda each: each.left_at
            )
            too_many = len(self._sessions) - self.most
            old = self._clock() - 60 * SESSION_MINUTES
            gone = [session for number, session in enumerate(left) if number < too_many or session.left_at < old]
            for session in gone:
                del self._sessions[session.token]
        for session in gone:
            session.close()


SESSIONS = Sessions()
"""Those of this server."""
