"""Resources that all visitors of a server share: places for processes, results of analyses, downloads."""

from __future__ import annotations

import functools

from playground.datasets.background_download import Downloads
from playground.processes.pool import Pool, default_limit, free_memory
from playground.server.jobs.job_cache import JobCache


@functools.cache
def pool() -> Pool:
    """The one pool of this server."""
    return Pool(default_limit(), free=free_memory)


@functools.cache
def downloads() -> Downloads:
    """The downloads of datasets."""
    return Downloads()


@functools.cache
def job_cache() -> JobCache:
    """Results of analyses: work that all visitors save each other, to be shown only to who asks for it."""
    return JobCache()
