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
MOST_SESSIONS = 500
"""Sessions kept at most; beyond it those go that have been without a page for longest."""
GRACE = 10.0
"""Seconds for which every session is kept: its page may be about to open, or to come back."""
MOST_TURNED_AWAY = 1000
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
        self._turned_away: dict[str, str] = {}

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
        """A new session for a browser."""
        session = Session(secrets.token_urlsafe(24), visitor)
        with self._lock:
            self._sessions[session.token] = session
        self.forget()
        return session

    def find(self, visitor: str | None, experiment: Experiment | None) -> Session | None:
        """The session that a page of a browser comes back to; None where there is none.

        It is one of the same browser's that no page has open, the one left last, with the `experiment` of the page's
        link; a page without a link comes from elsewhere. Another page may find it as well, before either has it open:
        the one that comes second is turned away then, and looks for another.
        """
        with self._lock:
            found = [
                session
                for session in self._sessions.values()
                if None not in (visitor, experiment)
                and session.visitor == visitor
                and not session.present
                and session.experiment == experiment
            ]
        return max(found, key=lambda session: session.left_at, default=None)

    def turn_away(self, page: str, to: str = "") -> None:
        """Note that a page is to have another session than the one it has found: that of a token, or it looks again."""
        with self._lock:
            self._turned_away[page] = to
            while len(self._turned_away) > MOST_TURNED_AWAY:
                self._turned_away.pop(next(iter(self._turned_away)))

    def was_turned_away(self, page: str) -> str | None:
        """The token that the page was turned away to, empty where it has to look; None for any other. Asked once."""
        with self._lock:
            return self._turned_away.pop(page, None)

    def forget(self) -> None:
        """Close the sessions that have been without a page for too long, and the longest forsaken of too many."""
        now, sizes = self._clock(), {session.token: session.nbytes for session in self.all()}
        with self._lock:
            left = [session for session in self._sessions.values() if not session.present]
            count, taken = len(self._sessions), sum(sizes.values())
            gone = []
            for session in sorted(left, key=lambda session: session.left_at):
                too_many = count > self.most or taken > self.most_bytes
                if now - session.left_at <= (GRACE if too_many else 60 * SESSION_MINUTES):
                    break
                gone.append(self._sessions.pop(session.token))
                count, taken = count - 1, taken - sizes.get(session.token, 0)
        for session in gone:
            session.close()


SESSIONS = Sessions()
"""Those of this server."""
