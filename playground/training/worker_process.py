"""A training worker as its server sees it: what came back last."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from playground.processes.child_process import ChildProcess
from playground.processes.messages import Message
from playground.training.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Answer:
    """A worker's answer: the number of the last command it had obeyed, what to show, and, at rest, its whole state."""

    number: int
    snapshot: Snapshot
    state: Message | None


class _Mailbox:
    """The newest answer, and the newest state, which may be older."""

    def __init__(self, heard: Callable[[], None]) -> None:
        self._heard = heard
        self._lock = threading.Lock()
        self._newest: Answer | None = None
        self._state: Message | None = None

    def receive(self, message: Message) -> None:
        answer = Answer(message["number"], Snapshot.unpack(message["snapshot"].tobytes()), message.get("state"))
        with self._lock:
            self._newest = answer
            self._state = answer.state or self._state
        self._heard()

    def take(self) -> Answer | None:
        with self._lock:
            newest, state = self._newest, self._state
            self._newest = self._state = None
        return None if newest is None else Answer(newest.number, newest.snapshot, state)


class WorkerProcess(ChildProcess):
    """The process that `playground.training.worker` is."""

    def __init__(self, first: Message, heard: Callable[[], None] = lambda: None) -> None:
        """`heard` is called, on a thread of the process's own, after each answer and at the end."""
        self._mailbox = _Mailbox(heard)
        super().__init__(
            "playground.training.worker", first, self._mailbox.receive, called="training process", gone=heard
        )

    def take(self) -> Answer | None:
        """The newest answer since the last call, with the newest state since then."""
        return self._mailbox.take()
