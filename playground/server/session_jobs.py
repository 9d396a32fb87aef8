"""A session's analyses: the last one of each place on a page, and which results it has asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.processes.messages import Message
from playground.server.jobs.job import Job
from playground.server.resources import job_cache, pool


class Jobs:
    """The analyses that were begun, by a name for the place on a page that they belong to."""

    def __init__(self, heard: Callable[[], None], visitor: str | None = None) -> None:
        """`heard` is called, from another thread, when one of them has something new."""
        self._heard, self._visitor = heard, visitor
        self._begun: dict[str, Job] = {}
        self._answered: frozenset[str] = frozenset()

    def start(self, place: str, name: str, arguments: dict[str, Any], *, anew: bool = False) -> None:
        """Let the analysis `name` begin, in the stead of the one that was begun for the same `place`.

        What anybody has found by the same is the answer at once, unless it is to be done `anew`.
        """
        before = self.of(place)
        if before is not None:
            before.cancel()
            if before.result is not None:
                self._answered |= {before.key}
        self._begun[place] = Job(
            name, arguments, pool(), job_cache(), anew=anew, visitor=self._visitor, heard=self._heard
        )

    def of(self, place: str) -> Job | None:
        """The analysis that was begun last for that place."""
        return self._begun.get(place)

    def answer(self, key: str) -> Message | None:
        """The result of an earlier analysis of this session, as long as it is kept; None for one never asked for."""
        return job_cache().get(key) if key in self._answered else None

    def all(self) -> list[Job]:
        """The last one of each place."""
        return list(self._begun.values())

    def look(self) -> None:
        """Take in what their processes have sent."""
        for job in self.all():
            job.poll()

    def cancel(self) -> None:
        """End all of them."""
        for job in self.all():
            job.cancel()
