"""Answers that leave the server at once.

Streamlit binds its listening socket without naming the protocol, so asyncio does not recognise its connections as TCP
and leaves Nagle's algorithm on (uvicorn's issue 3149 tells of the same). An answer is several small messages, and from
the second on each waits for the browser's acknowledgement, which the browser's system delays by 40 ms. While drawings
or frames follow each other quickly, every one of them is that much late.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from pathlib import Path

# Where Linux and macOS list the process's open files; elsewhere nothing is changed.
OPEN_FILES = Path("/dev/fd")


def send_at_once() -> int:
    """Turn Nagle's algorithm off for every TCP socket of this process; give how many there are.

    Connections that a listening socket accepts later inherit it: once a process is enough.
    """
    if not OPEN_FILES.is_dir():
        return 0
    return sum(map(_send_at_once, map(int, os.listdir(OPEN_FILES))))


def _send_at_once(descriptor: int) -> bool:
    # A file may be closed at any moment by the thread it belongs to; then there is nothing to do.
    with contextlib.suppress(OSError):
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            with socket.socket(fileno=os.dup(descriptor)) as found:
                if found.family in (socket.AF_INET, socket.AF_INET6) and found.type == socket.SOCK_STREAM:
                    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    return True
    return False
