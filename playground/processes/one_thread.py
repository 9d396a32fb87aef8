"""Matrix products on one thread.

A page multiplies small matrices. Split over all cores, each product waits for the slowest of its threads: beside
networks in training, an answer that takes 0.7 ms on one thread took 30 ms on two.
"""

from __future__ import annotations

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]


def multiply_on_one_thread() -> None:
    """Let this process's linear algebra library use one thread from now on."""
    threadpool_limits(limits=1, user_api="blas")
