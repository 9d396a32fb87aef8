"""A process of this project as its server sees it: what is sent to it, what comes back, and how it ended."""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import IO

from nn.settings import brief
from playground.processes.life import LIVES, Life
from playground.processes.messages import PONG, Message, pack_message, read, write_packed

ROOT = Path(__file__).resolve().parents[2]
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""Each process computes on one thread: processes share the processor's cores among them, not each core's threads."""
_TEMPORARY = tempfile.gettempdir()
"""Found at the start, for to look for it takes a file handle: without one Python says that there is no such folder."""
GRACE = 1.0
"""Seconds that a process has to end of itself once it has been let go: compiled code may keep it from noticing."""
_LACKS = {
    errno.EMFILE: "the server has no file handles left",
    errno.ENFILE: "the machine has no file handles left",
    errno.ENOMEM: "the machine has no memory left",
    errno.EAGAIN: "the machine has no processes left",
}


class NotStarted(Exception):  # noqa: N818 - a state of affairs, not a mistake
    """A process that the machine has no room for now; the message is for a person, with a way on."""

    def __init__(self, called: str, error: OSError | RuntimeError) -> None:
        # a RuntimeError says that there can be no more threads
        number = error.errno if isinstance(error, OSError) else errno.EAGAIN
        lack = _LACKS.get(number or 0, f"the machine refused it ({error})")
        super().__init__(f"The {called} could not be started, because {lack}: try again in a moment.")


class ChildProcess:
    """Starts `python -m module`, at low priority from its first moment; sending never blocks.

    The process is reaped by whatever way it ends. `receive` gets every message that comes back, on a thread of this
    process's own. It must not hold on to this object: when this object goes, so does the process, because its stdin is
    closed. `gone` is called there as well, once the process has ended. `called` names the process in `ended`.
    Raises NotStarted, and leaves nothing behind, where the machine refuses a process, its pipes or its threads.
    """

    def __init__(
        self,
        module: str,
        first: Message,
        receive: Callable[[Message], None],
        *,
        called: str,
        gone: Callable[[], None] = lambda: None,
    ) -> None:
        outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        outgoing.put(pack_message(first))
        self._outgoing = outgoing
        self._closed = False
        try:
            with contextlib.ExitStack() as undone:
                # closed, where all goes well, by the thread that reads the process's end
                errors = undone.enter_context(tempfile.TemporaryFile(dir=_TEMPORARY))
                process = subprocess.Popen(
                    [sys.executable, "-m", "playground.processes.begin", module],
                    cwd=ROOT,
                    env={**os.environ, **ONE_THREAD},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                )
                self.pid = process.pid

                def deliver() -> None:
                    _deliver(process, outgoing)

                self._life = life = Life(process, outgoing, called)

                def collect() -> None:
                    try:
                        _collect(life, receive, errors)
                    finally:
                        LIVES.end(life)
                    outgoing.put(None)
                    gone()

                delivering, collecting = (
                    threading.Thread(target=work, daemon=True, name=f"{work.__name__}-{self.pid}")
                    for work in (deliver, collect)
                )
                undone.callback(_give_up, process, outgoing, delivering)
                delivering.start()
                collecting.start()
                LIVES.begin(life)
                undone.pop_all()
        except (OSError, RuntimeError) as error:
            raise NotStarted(called, error) from error
        weakref.finalize(self, outgoing.put, None)

    def send(self, message: Message) -> None:
        """Send a message as it is now; one to a process that has ended is lost. Errors as `pack_message`."""
        self._outgoing.put(pack_message(message))

    def close(self) -> None:
        """Let the process go: it ends when it notices, or soon after."""
        self._closed = True
        self._outgoing.put(None)

    def interrupt(self) -> bool:
        """False: a process makes no room for others unless it knows how to go on later."""
        return False

    @property
    def closed(self) -> bool:
        """True once it has been let go, so that what is sent to it is lost."""
        return self._closed

    def kill(self) -> None:
        """End the process now, whatever it does."""
        self._life.process.kill()

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self._life.end is None

    @property
    def ended(self) -> str | None:
        """The end of the process in words; empty if it ended of itself, None while it runs."""
        return self._life.end

    @property
    def was_silent(self) -> bool:
        """True where it was ended because it had stopped answering."""
        return self._life.silent


def _give_up(
    process: subprocess.Popen[bytes], outgoing: queue.SimpleQueue[bytes | None], delivering: threading.Thread
) -> None:
    """End a process that has no thread to collect what it says."""
    assert process.stdin is not None
    assert process.stdout is not None
    outgoing.put(None)
    process.kill()
    process.stdout.close()
    if delivering.ident is None:  # a thread that has begun may still write to stdin, and closes it itself
        process.stdin.close()
    process.wait()


def _deliver(process: subprocess.Popen[bytes], outgoing: queue.SimpleQueue[bytes | None]) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # the process may have ended; _collect says how
        while (packed := outgoing.get()) is not None:
            write_packed(process.stdin, packed)
    with contextlib.suppress(OSError):
        process.stdin.close()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()


def _collect(life: Life, receive: Callable[[Message], None], errors: IO[bytes]) -> None:
    process, called = life.process, life.called
    assert process.stdout is not None
    unreadable = None
    with process.stdout, errors:
        try:
            while (message := read(process.stdout)) is not None:
                life.hear()
                if message != PONG:
                    receive(message)
        except Exception as error:  # whatever it is, the process must not be left to itself
            unreadable = f"The {called} sent what cannot be read: {brief(error, 300)}"
            process.kill()
        code = process.wait()
        errors.seek(0)
        if life.silent:
            life.end = f"The {called} no longer answered, and was ended."
        else:
            life.end = unreadable or _end_in_words(called, code, errors.read()[-2000:].decode(errors="replace"))


def _end_in_words(called: str, code: int, errors: str) -> str:
    if code == 0:
        return ""
    if code < 0:
        name = signal.Signals(-code).name
        memory = "; the machine may have run out of memory" if name == "SIGKILL" else ""
        return f"The {called} was ended from outside ({name}{memory})."
    last = errors.strip().splitlines()[-1:] or [f"exit code {code}"]
    return f"The {called} failed: {last[0]:.300}"
