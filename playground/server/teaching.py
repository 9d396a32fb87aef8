"""A session's own classes: the canvas to draw their examples on, what was changed last, and what was taught of them."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable

from playground.server.canvas import Canvas
from playground.server.jobs.job import Job
from playground.teaching import WAYS, OwnClasses, Taught, TeachingError

LESSON = "lesson"
"""The job that teaches, and its place among the session's jobs."""
MOST_UNDO = 50
Edit = Callable[[OwnClasses], OwnClasses]


class Teaching:
    """State of the Teach page. Whoever changes it has the session's lock."""

    def __init__(self) -> None:
        self.mark = secrets.token_hex(4)
        """A random mark, which tells its examples from another session's with the same numbers."""
        self.own = OwnClasses()
        self.canvas = Canvas()
        self.revision = 0
        """The number of the browser's last edit."""
        self.refusal: str | None = None
        """Why that could not be made."""
        self.taught: Taught | None = None
        """The lesson's last outcome; it stays while the classes are changed."""
        self._before: list[OwnClasses] = []
        self._begun = self.own
        """The classes of the lesson that was begun last."""
        self._taken: object = None

    @property
    def undoable(self) -> bool:
        """True where there is an edit to take back."""
        return bool(self._before)

    @property
    def stale(self) -> bool:
        """True where there are other examples, or classes, than those that were taught."""
        return self.taught is not None and self.taught.own.contents != self.own.contents

    @property
    def taught_names(self) -> tuple[str, ...]:
        """Names of the classes that were taught, as they are called now."""
        if self.taught is None:
            return ()
        now = {each.number: each.name for each in self.own.classes}
        return tuple(now.get(each.number, each.name) for each in self.taught.own.classes)

    @property
    def standing(self) -> tuple[object, ...]:
        """Differs where what the page shows of a lesson does."""
        return (self.own.obstacle, self.stale, self.taught_names, self._taken)

    @property
    def nbytes(self) -> int:
        """Bytes that the examples and what was taught take, about."""
        return self.own.images.nbytes + (0 if self.taught is None else self.taught.nbytes)

    def edit(self, number: int, edit: Edit | None) -> None:
        """Make the browser's edit of that number, None being to take the last one back; one that is known is left."""
        if number <= self.revision:
            return
        self.revision, self.refusal = number, None
        if edit is None:
            if self._before:
                # a number that was given stays given, or the browser would take one example for another
                self.own = dataclasses.replace(self._before.pop(), next_number=self.own.next_number)
            return
        try:
            edited = edit(self.own)
        except TeachingError as error:
            self.refusal = str(error)
            return
        self._before = [*self._before, self.own][-MOST_UNDO:]
        self.own = edited

    def begin(self) -> dict[str, object]:
        """The arguments of a job that teaches the classes as they are, which is about to begin."""
        self._begun = self.own
        return {"images": self.own.images, "labels": self.own.labels, "classes": len(self.own.classes)}

    def look(self, job: Job | None) -> None:
        """Take in what the lesson has taught so far."""
        if job is None:
            return
        found = job.partial if job.result is None else job.result
        taken = (job.key, job.version, job.result is not None)
        if taken != self._taken and any(way in found for way in WAYS):
            self._taken, self.taught = taken, Taught(self._begun, found)
