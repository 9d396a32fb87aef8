"""The live channel: one WebSocket beside each page, over which its views ask and the server answers.

A browser begins with `{"token": ..., "page": ..., "tab": ..., "before": ...}`: its session, the page's own name, that
of its tab, which stays while the page is loaded again, and the session that the tab had open before, or null. It
hears `{"hello": {"lost": ...}}`: whether the one before is gone. Then it asks in JSON, all that it asks at a moment
in one list of `{"topic": ..., "slot": ..., "number": ..., "fresh": ..., "message": {...}}`. Answers are binary, and
those that are there at the same moment come in one message, each with a head of 16 bytes, little-endian: slot
(uint16), number (uint32, at byte 4), and how many bytes of the topic's own follow (uint32, at byte 8), filled up to a
multiple of 8. What a topic refuses is answered in JSON: `{"slot": ..., "number": ..., "refused": why}`. A newer
question takes the place of an older one of its slot. A topic that is told something answers only what it refuses.

One message each way costs less than many; and where Nagle's algorithm is on (see `playground.server.nagle`), the second
of two small ones in a row would wait for the browser's next word: for a whole refresh of its screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import logging
import os
import struct
import time
from collections.abc import Coroutine, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from playground.server.session import Session
from playground.server.sessions import SESSIONS
from playground.server.topics import TOPICS, RefusedError
from playground.server.visitor import visitor_of
from playground.server.web_files import base_path

PATH = "/playground/live"
LARGEST_MESSAGE = 256 * 1024
"""Characters of a message that are read at most; a longer one ends the channel."""
QUESTIONS_A_SECOND, MOST_AT_ONCE = 200, 400
"""Beyond this a browser's questions wait: it is slowed, and nobody else."""
MOST_SLOTS = 64
LONGEST_NAME = 64
AFTER_A_FAULT = 0.5
"""Seconds until a page hears that its question has met with a fault of the program's."""
GREETING = 10.0
"""Seconds that a browser has to say whose session it is."""
FOREIGN, UNKNOWN, MALFORMED, TOO_LARGE, STOPPING = 4403, 4404, 4400, 1009, 1012
"""Reasons for which the server ends a channel."""
HOSTS = "PLAYGROUND_HOSTS"
"""The environment's list of further hosts, parted by commas, whose pages may open the channel."""
HEAD = struct.Struct("<HxxIIxxxx")
_ALIGNMENT = 8
Place = tuple[int, str]
"""A slot and a topic."""
_LOG = logging.getLogger(__name__)
_threads = ThreadPoolExecutor(max(2, os.cpu_count() or 1), thread_name_prefix="answer")
_open: set[Connection] = set()


def channel_routes() -> list[WebSocketRoute]:
    """The channel's route."""
    return [WebSocketRoute(base_path() + PATH, live)]


async def live(socket: WebSocket) -> None:
    """Serve one page's channel until it goes."""
    if not _of_this_site(socket):
        await socket.close(FOREIGN)
        return
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect, TimeoutError, KeyError):  # a message that is no text has no such key
        said = _parsed(await asyncio.wait_for(socket.receive_text(), GREETING))
        greeting = said if isinstance(said, dict) else {}
        session = _session_of(greeting, visitor_of(socket.cookies))
        if session is None:
            await socket.close(UNKNOWN)
            return
        page = str(greeting.get("page"))[:LONGEST_NAME]
        tab, before = str(greeting.get("tab") or page)[:LONGEST_NAME], greeting.get("before")
        earlier = SESSIONS.get(before) if isinstance(before, str) else None
        if earlier not in (None, session) and earlier.visitor == session.visitor and earlier.was_of(tab):
            # Streamlit has forgotten the tab's page, or has not noticed yet that it was loaded again.
            SESSIONS.turn_away(page, to=earlier.token)
            await socket.close(UNKNOWN)
            return
        if not session.enter(tab):
            SESSIONS.turn_away(page)
            await socket.close(UNKNOWN)
            return
        try:
            lost = isinstance(before, str) and earlier is None
            await socket.send_text(json.dumps({"hello": {"lost": lost}}))
            await Connection(socket, session).serve()
        finally:
            session.leave()


async def stop() -> None:
    """Tell every page that the server ends, and end its channel."""
    for connection in list(_open):
        await connection.close(STOPPING)


def _of_this_site(socket: WebSocket) -> bool:
    """True where the page that asks is the app's own; a program that is no browser names none."""
    origin = socket.headers.get("origin")
    if origin is None:
        return True
    named = (socket.headers.get("host"), socket.headers.get("x-forwarded-host"), *os.environ.get(HOSTS, "").split(","))
    return urlsplit(origin).netloc in {host.strip() for host in named if host}


def _session_of(greeting: Mapping[str, Any], visitor: str | None) -> Session | None:
    """The session that a greeting names, where it is this browser's; a browser without cookies has the token alone."""
    token = greeting.get("token")
    session = SESSIONS.get(token) if isinstance(token, str) else None
    return session if session is not None and session.visitor in (None, visitor) else None


def _parsed(text: str) -> object:
    """What a message says; None where it is too long, or no JSON."""
    if len(text) > LARGEST_MESSAGE:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


@dataclass(frozen=True)
class Question:
    """A page's question: its topic's name, where the answer goes, and the message itself."""

    topic: str
    slot: int
    number: int
    message: Mapping[str, Any]
    fresh: bool
    """True where the slot has had no answer yet, as far as its view knows."""

    @property
    def asked(self) -> tuple[str, Mapping[str, Any]]:
        """All that tells it from another question."""
        return self.topic, self.message

    @classmethod
    def of(cls, parsed: object) -> Question | None:
        """The question that is meant; None where it is none."""
        match {"fresh": False, **parsed} if isinstance(parsed, dict) else None:
            case {
                "topic": str(topic),
                "slot": int(slot),
                "number": int(number),
                "message": dict(message),
                "fresh": bool(fresh),
            }:
                if topic in TOPICS and 0 <= slot < MOST_SLOTS and 0 <= number < 2**32:
                    return cls(topic, slot, number, message, fresh)
        return None

    @classmethod
    def all_of(cls, parsed: object) -> list[Question] | None:
        """The questions of a parsed message; None where one is none, or where there are none, or too many."""
        if not isinstance(parsed, list) or not 0 < len(parsed) <= MOST_SLOTS:
            return None
        questions = [question for question in map(cls.of, parsed) if question is not None]
        return questions if len(questions) == len(parsed) else None


class Connection:
    """One page's channel: its questions under way, at most one a slot and topic.

    A question that waits for news is no task of its own: the news of a frame is for several, and to begin and end a
    task for each costs more than to look at all of them in a row.
    """

    def __init__(self, socket: WebSocket, session: Session) -> None:
        self.socket, self.session = socket, session
        self._loop = asyncio.get_running_loop()
        self._told = False
        """True where the waiting questions will be looked at again anyhow."""
        self._waiting: dict[Place, Question] = {}
        """Questions that have had the answer that there is."""
        self._answering: dict[Place, asyncio.Task[None]] = {}
        """Answers that take their time, or have failed."""
        self._had: dict[int, tuple[object, object]] = {}
        """The last answer of each slot: the question, and the state that it is of."""
        self._ready: list[bytes] = []
        """Answers of this moment, each with its head: they go together."""
        self._sending: asyncio.Task[None] | None = None
        self._turn = asyncio.Semaphore(1)
        """One answer of a visitor's is computed at a time."""

    async def serve(self) -> None:
        """Answer until the page has gone."""
        _open.add(self)
        try:
            with self.session.listening(self._tell):
                await self._listen()
        finally:
            _open.discard(self)
            self._waiting.clear()
            for task in self._answering.values():
                task.cancel()

    async def close(self, code: int) -> None:
        """End the channel."""
        if self.socket.application_state is WebSocketState.CONNECTED:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await self.socket.close(code)

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            with contextlib.suppress(RuntimeError):  # the loop may have ended
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._told = False  # first: what is told from now on may come too late for this look
        for place, question in list(self._waiting.items()):
            self._look(place, question)

    async def _listen(self) -> None:
        allowance, before = float(MOST_AT_ONCE), time.monotonic()
        while True:
            text = await self.socket.receive_text()
            now = time.monotonic()
            questions = Question.all_of(_parsed(text))
            if questions is None:
                await self.close(TOO_LARGE if len(text) > LARGEST_MESSAGE else MALFORMED)
                return
            allowance = min(MOST_AT_ONCE, allowance + (now - before) * QUESTIONS_A_SECOND) - len(questions)
            before = now
            if allowance < 0:
                await asyncio.sleep(-allowance / QUESTIONS_A_SECOND)
            for question in questions:
                self._take(question)

    def _take(self, question: Question) -> None:
        place = (question.slot, question.topic)
        before = self._answering.pop(place, None)
        if before is not None:
            before.cancel()
        if question.fresh:
            self._had.pop(question.slot, None)
        self._waiting[place] = question
        self._look(place, question)

    def _look(self, place: Place, question: Question) -> None:
        """Answer a waiting question if there is a state that its slot has had no answer of."""
        topic = TOPICS[question.topic]
        state: Hashable = None
        body = b""
        try:
            if topic.state is not None:
                state = topic.state(self.session, question.message)
                if state is None or (question.asked, state) == self._had.get(question.slot):
                    return
            if topic.quick:
                body = topic.answer(self.session, question.message)
        except Exception as fault:
            self._begin(place, self._refuse(question, state, fault))
            return
        if topic.quick:
            del self._waiting[place]
            self._send(question, state, body)
        else:
            self._begin(place, self._answer(question, state))

    def _begin(self, place: Place, work: Coroutine[Any, Any, None]) -> None:
        del self._waiting[place]
        task = self._answering[place] = self._loop.create_task(work)
        task.add_done_callback(functools.partial(self._forget, place))

    def _forget(self, place: Place, task: asyncio.Task[None]) -> None:
        if self._answering.get(place) is task:
            del self._answering[place]

    async def _answer(self, question: Question, state: Hashable) -> None:
        """Compute an answer in a thread, and send it."""
        await self._turn.acquire()
        answer = functools.partial(TOPICS[question.topic].answer, self.session, question.message)
        computed = self._loop.run_in_executor(_threads, answer)
        computed.add_done_callback(self._next)
        try:
            # A thread cannot be stopped: the turn ends with its work, also where nobody waits for that any longer.
            body = await asyncio.shield(computed)
        except Exception as fault:
            await self._refuse(question, state, fault)
        else:
            self._send(question, state, body)

    def _next(self, computed: asyncio.Future[bytes]) -> None:
        self._turn.release()
        computed.exception()  # it may be that nobody else looks

    async def _refuse(self, question: Question, state: Hashable, fault: Exception) -> None:
        """Say why there is no answer."""
        refusal = str(fault)
        if not isinstance(fault, RefusedError):
            _LOG.error("The topic %s failed.", question.topic, exc_info=fault)
            refusal = "Something went wrong on the server while it answered."
            await asyncio.sleep(AFTER_A_FAULT)  # it may be asked again at once, and fail again
        self._had[question.slot] = (question.asked, state)
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # the page may have gone
            said = {"slot": question.slot, "number": question.number, "refused": refusal}
            await self.socket.send_text(json.dumps(said))

    def _send(self, question: Question, state: Hashable, body: bytes) -> None:
        """Send an answer with all that are there before the loop comes to it; none where its topic is only told."""
        if TOPICS[question.topic].state is None:
            return
        # Only now: who asks once more while it is computed has had no answer.
        self._had[question.slot] = (question.asked, state)
        head = HEAD.pack(question.slot, question.number, len(body))
        self._ready += [head, body, bytes(-len(body) % _ALIGNMENT)]
        if self._sending is None:
            self._sending = self._loop.create_task(self._send_ready())

    async def _send_ready(self) -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            while self._ready:
                answers, self._ready = self._ready, []
                await self.socket.send_bytes(b"".join(answers))
        self._sending = None
