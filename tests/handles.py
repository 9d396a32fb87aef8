"""A process whose file handles are used up, for the tests."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator


@contextlib.contextmanager
def handles_left(count: int) -> Iterator[None]:
    """So many more files can be opened within, and no more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken: list[int] = []
    # a lower limit, or there would be a million handles to use up; room above what is open, which may have gaps
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(open_handles()) + count + 2, hard))
    try:
        with contextlib.suppress(OSError):
            while True:
                taken.append(os.open(os.devnull, os.O_RDONLY))
        for _ in range(count):
            os.close(taken.pop())
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for handle in taken:
            os.close(handle)


def open_handles() -> set[int]:
    """The file handles that this process has open."""
    found = set()
    for handle in map(int, os.listdir("/dev/fd")):
        with contextlib.suppress(OSError):  # the listing's own
            os.fstat(handle)
            found.add(handle)
    return found
