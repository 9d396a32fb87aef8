"""A training worker as its server sees it: what came back last."""

from __future__ import annotations

import threading
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

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: Answer | None = None
        self._state: Message | None = None

    def receive(self, message: Message) -> None:
        answer = Answer(message["number"], Snapshot.unpack(message["snapshot"].tobytes()), message.get("state"))
        with self._lock:
            self._newest = answer
            self._state = answer.state or self._state

    def take(self) -> Answer | None:
        with self._lock:
            newest, state = self._newest, self._state
            self._newest = self._state = None
        return None if newest is None else Answer(newest.number, newest.snapshot, state)


class WorkerProcess(ChildProcess):
    """The process that `playground.training.worker` is."""

    def __init__(self, first: Message) -> None:
        self._mailbox = _Mailbox()
        super().__init__("playground.training.worker", first, self._mailbox.receive, called="training process")

    def take(self) -> Answer | None:
        """The newest answer since the last call, with the newest state since then."""
        return self._mailbox.take()
