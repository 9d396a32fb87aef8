"""Service of a child process: its answers' pipe kept clean, and gone with its server."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import IO, NoReturn

from playground.processes.messages import PING, PONG, Message, read, write


def serve_and_exit(serve: Callable[[IO[bytes], IO[bytes]], None]) -> NoReturn:
    """Run `serve(messages, answers)`, and end the process with it.

    `messages` is what the server sends, `answers` what it hears. No thread that waits for `messages` is waited for.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # a stray print, even one of compiled code, must not break the framing
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    code = 0
    try:
        with contextlib.suppress(BrokenPipeError):
            serve(sys.stdin.buffer, answers)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stderr.flush()
    os._exit(code)


def listen(messages: IO[bytes], answers: IO[bytes], hear: Callable[[Message], object]) -> None:
    """Hand every further message to `hear`, on a thread of its own, which ends the process when the server lets go.

    That thread says that it is there as soon as it is, and whenever it is asked.
    """

    def hear_until_the_end() -> None:
        with contextlib.suppress(OSError):
            write(answers, PONG)
            while (message := read(messages)) is not None:
                if message == PING:
                    write(answers, PONG)
                else:
                    hear(message)
        os._exit(0)  # nobody is left to tell, and a long step must not hold the process

    threading.Thread(target=hear_until_the_end, daemon=True).start()
