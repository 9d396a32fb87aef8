"""The server's own work beside its visitors': what happens at its start, at its end, and every second in between."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from playground.one_thread import multiply_on_one_thread
from playground.server.channel import stop
from playground.server.resources import pool
from playground.server.sessions import SESSIONS, Sessions

INTERVAL = 1.0
"""Seconds between two rounds: several in each of the times after which something that nobody asks for is forgotten."""
_LOG = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Keep house as long as the server runs, and leave no process behind at its end."""
    multiply_on_one_thread()
    keeping = asyncio.create_task(_keep_house())
    try:
        yield
    finally:
        keeping.cancel()
        await stop()
        for session in SESSIONS.all():
            session.close()


async def _keep_house() -> None:
    while True:
        await asyncio.sleep(INTERVAL)
        try:
            await asyncio.to_thread(tidy, SESSIONS)
        except Exception:  # whatever it is, the next round may go well
            _LOG.exception("A round of the server's housekeeping failed.")


def tidy(sessions: Sessions) -> None:
    """One round: every session takes in what its processes say, and those that are forsaken are forgotten.

    A training goes on without a page to watch it, but for as long as somebody waits for a place: then the one that has
    been without a page for longest rests.
    """
    for session in sessions.all():
        session.look()
        session.follow()
    if pool().waiting:
        unwatched = [session for session in sessions.all() if not session.present and session.training]
        if unwatched:
            min(unwatched, key=lambda session: session.left_at).rest()
    sessions.forget()
