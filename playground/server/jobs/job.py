"""A person's job: what was asked for, how far it is, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

from playground.processes.child_process import ChildProcess, NotStarted
from playground.processes.messages import Message, pack_message, unpack_message
from playground.processes.pool import Pool, Ticket
from playground.server.jobs.job_cache import JobCache, key_of

WORKER = "playground.server.jobs.worker"
MEMORY = 300 * 2**20
"""Bytes that the process of an analysis takes, about: scikit-learn alone takes a third of it."""


class Job:
    """Plain facts and a pipe, so that a page may drop or reload it at any moment; its process goes with it. Its methods
    may be called from any thread.

    It asks for its place as soon as it is made; `poll` moves it on. `name` is one of the table's; `arguments` are plain
    data and arrays in nested dicts, TypeError or ValueError where they are not. A result that `cache` has needs no
    process, unless the job is to be done `anew`. `worker` is the module that does the jobs;
    `visitor` is whose it is, as for a run. `heard` is called, from
    another thread, when its process has said something or ended: then poll.
    """

    def __init__(
        self,
        name: str,
        arguments: Message,
        pool: Pool,
        cache: JobCache | None = None,
        *,
        anew: bool = False,
        worker: str = WORKER,
        visitor: str | None = None,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name
        self.key = key_of(name, arguments)
        """What the result is kept under: it tells whether this job answers what is asked for now."""
        self.phase: Literal["waiting", "running", "done", "failed", "cancelled"] = "waiting"
        self.place = 0
        """Place in the queue; 0 outside it."""
        self.share = 0.0
        """How much is done, from 0 to 1."""
        self.text = ""
        """What the job does now, in its own words."""
        self.partial: Message = {}
        """What the job has shown of its result so far; kept when nothing more comes, empty once the result is there."""
        self.version = 0
        """A number that grows with what it has shown of its result."""
        self.result: Message | None = None
        """What came of it, once it is done; its arrays are read-only."""
        self.failure: str | None = None
        """Why nothing came of it, once it has failed."""
        # a copy: what is sent must be what the key was made of, even if the job has to wait
        self._request: Message = unpack_message(pack_message({"job": name, "arguments": arguments}))
        self.arguments: Message = self._request["arguments"]
        self._pool = pool
        self._cache = cache
        self._anew = anew
        self._worker = worker
        self._told = heard
        self._ticket = Ticket(visitor, MEMORY)
        self._process: ChildProcess | None = None
        self._heard: Message = {}
        self._lock = threading.RLock()
        with self._lock:
            self._start()

    @property
    def moving(self) -> bool:
        """Whether something will change without a further command: then poll."""
        return self.phase in ("waiting", "running")

    @property
    def standing(self) -> tuple[object, ...]:
        """Differs where what a page offers for the job does."""
        return (id(self), self.phase)

    @property
    def process(self) -> ChildProcess | None:
        """The process, while there is one."""
        return self._process

    def poll(self) -> None:
        """Take in what the process has sent, or ask for a place again; never waits."""
        with self._lock:
            self._take_in()

    def _take_in(self) -> None:
        if self.phase == "waiting":
            self._start()
        if self._process is None:
            return
        ended = self._process.ended  # asked before what was heard is looked at, so that nothing is lost between the two
        self.share = self._heard.get("progress", self.share)
        self.text = self._heard.get("text", self.text)
        if self._heard.get("partial", self.partial) is not self.partial:
            self.partial, self.version = self._heard["partial"], self.version + 1
        if "result" in self._heard:
            self._finish(self._heard["result"])
            if self._cache is not None:
                self._cache.put(self.key, self._heard["result"])
        elif "failure" in self._heard:
            self._fail(self._heard["failure"])
        elif ended is not None:
            self._fail(ended or "The analysis process ended without a result.")

    def cancel(self) -> None:
        """End the process at once, or give the place in the queue up; what has come to an end stays as it is."""
        with self._lock:
            if not self.moving:
                return
            self._pool.leave(self._ticket)
            if self._process is not None:
                self._process.kill()
                self._process = None
            self.phase, self.place = "cancelled", 0

    def _start(self) -> None:
        kept = None if self._cache is None or self._anew else self._cache.get(self.key)
        if kept is not None:
            self._pool.leave(self._ticket)
            self._finish(kept)
            return
        try:
            started = self._pool.start(self._ticket, self._new_process)
        except NotStarted as refusal:
            self._fail(str(refusal))
            return
        if isinstance(started, int):
            self.place = started
        else:
            self.phase, self.place, self._process = "running", 0, started

    def _new_process(self) -> ChildProcess:
        hear, told = _hearing(self._heard), self._told

        def receive(answer: Message) -> None:
            hear(answer)
            told()

        return ChildProcess(self._worker, self._request, receive, called="analysis process", gone=told)

    def _finish(self, result: Message) -> None:
        self.phase, self.place, self.share, self.result, self.partial = "done", 0, 1.0, result, {}
        self._process = None

    def _fail(self, failure: str) -> None:
        self.phase, self.place, self.failure = "failed", 0, failure
        self._process = None


def _hearing(heard: Message) -> Callable[[Message], None]:
    """What takes an answer of the process into `heard`: the newest of each kind, and all of what is partial."""

    def hear(answer: Message) -> None:
        if "partial" in answer:
            # a new dict each time, for the page may be looking at the last one
            answer["partial"] = {**heard.get("partial", {}), **answer["partial"]}
        heard.update(answer)

    return hear
