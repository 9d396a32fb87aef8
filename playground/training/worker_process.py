"""A training worker as its server sees it: what came back last."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from dataclasses import dataclass

from playground.processes.child_process import ChildProcess
from playground.processes.messages import Message
from playground.training.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Answer:
    """A worker's answer: the number of the last command it had obeyed, a snapshot, and, at rest, its whole state.

    `yielded` where it made room for others, and is to go on. `frame` and `network` are what the live plot and the
    network picture are drawn from, where they were asked for; `recalled` is an epoch of the past, and its `frame`.
    """

    number: int
    snapshot: Snapshot
    state: Message | None
    frame: bytes | None
    network: bytes | None
    recalled: tuple[float, bytes] | None
    yielded: bool

    @classmethod
    def of(cls, message: Message) -> Answer:
        """The answer that a worker's message is."""
        frame, network, recalled = message.get("frame"), message.get("network"), message.get("recalled")
        return cls(
            message["number"],
            Snapshot.unpack(message["snapshot"].tobytes()),
            message.get("state"),
            None if frame is None else frame.tobytes(),
            None if network is None else network.tobytes(),
            None if recalled is None else (recalled["epoch"], recalled["frame"].tobytes()),
            message["yielded"],
        )

    def after(self, before: Answer | None) -> Answer:
        """This answer, with what one before it has brought and it has not."""
        if before is None:
            return self
        kept = {
            name: getattr(self, name) or getattr(before, name) for name in ("state", "frame", "network", "recalled")
        }
        yielded = self.yielded or (before.yielded and before.number == self.number)
        return dataclasses.replace(self, yielded=yielded, **kept)


class _Mailbox:
    """The newest answer, with the newest of each part, which may be older."""

    def __init__(self, heard: Callable[[], None]) -> None:
        self._heard = heard
        self._lock = threading.Lock()
        self._newest: Answer | None = None

    def receive(self, message: Message) -> None:
        answer = Answer.of(message)
        with self._lock:
            self._newest = answer.after(self._newest)
        self._heard()

    def take(self) -> Answer | None:
        with self._lock:
            newest, self._newest = self._newest, None
        return newest


class WorkerProcess(ChildProcess):
    """The process that `playground.training.worker` is."""

    def __init__(self, first: Message, heard: Callable[[], None] = lambda: None) -> None:
        """`heard` is called, on a thread of the process's own, after each answer and at the end."""
        self._mailbox = _Mailbox(heard)
        super().__init__(
            "playground.training.worker", first, self._mailbox.receive, called="training process", gone=heard
        )

    def take(self) -> Answer | None:
        """The newest answer since the last call, with the newest of each part since then."""
        return self._mailbox.take()

    def interrupt(self) -> bool:
        """Ask it to come to rest, so that others have its place; its answer then says that it has yielded."""
        self.send({"do": "yield"})
        return True
