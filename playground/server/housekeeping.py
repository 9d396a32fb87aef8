"""The server's own work beside its visitors': what happens at its start, at its end, and every second in between."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import AsyncIterator

from playground.processes.child_process import GRACE
from playground.processes.life import LIVES
from playground.processes.one_thread import multiply_on_one_thread
from playground.server import nagle
from playground.server.channel import stop
from playground.server.resources import pool
from playground.server.sessions import SESSIONS, Sessions

INTERVAL = 1.0
"""Seconds between two rounds: several in each of the times after which something that nobody asks for is forgotten."""
AWAY = float(os.environ.get("PLAYGROUND_AWAY", 15 * 60))
"""Seconds for which a training goes on that no page has open: a phone may sleep for so long."""
_LOG = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Keep house as long as the server runs, and leave no process behind at its end."""
    multiply_on_one_thread()
    nagle.turn_off()
    keeping = asyncio.create_task(_keep_house())
    try:
        yield
    finally:
        keeping.cancel()
        await stop()
        for session in SESSIONS.all():
            session.close()
        await asyncio.to_thread(LIVES.end_all, GRACE)


async def _keep_house() -> None:
    while True:
        await asyncio.sleep(INTERVAL)
        try:
            await asyncio.to_thread(tidy, SESSIONS)
        except Exception:  # whatever it is, the next round may go well
            _LOG.exception("A round of the server's housekeeping failed.")


def tidy(sessions: Sessions) -> None:
    """One round: every session takes in what its processes say, and those that are forsaken are forgotten.

    A training goes on without a page to watch it for `AWAY` seconds, unless somebody waits for a place: then the one
    that has been without a page for longest rests.
    """
    for session in sessions.all():
        try:
            session.look()
            session.follow()
        except Exception:  # one session's fault is no other's
            _LOG.exception("A session could not be looked at.")
    unwatched = [session for session in sessions.all() if not session.present and session.training]
    unwatched.sort(key=lambda session: session.left_at)
    for number, session in enumerate(unwatched):
        if time.monotonic() - session.left_at > AWAY:
            session.rest()
        elif number == 0 and pool().waiting > session.waiting:
            session.rest(waiting=False)
    sessions.forget()
