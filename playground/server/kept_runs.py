"""The runs that a session has kept.

A run is kept whenever it comes to rest after an update or more: ended, paused, or let go for another. One that goes on
and rests again is still one run.
"""

from __future__ import annotations

import weakref
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from playground.analysis.runs import store
from playground.analysis.runs.kept_run import KeptRun
from playground.analysis.runs.raced_runs import raced_runs
from playground.analysis.runs.store import Runs
from playground.training.run_handle import RunHandle


class KeptRuns:
    """The list of them, the oldest first, and which runs and races are in it already."""

    def __init__(self) -> None:
        self.all: Runs = ()
        self._rested: weakref.WeakKeyDictionary[RunHandle, KeptRun] = weakref.WeakKeyDictionary()
        self._races: set[tuple[str, str]] = set()

    @property
    def nbytes(self) -> int:
        """Bytes that their curves, weights and pasts take."""
        return sum(run.nbytes + run.past_bytes for run in self.all)

    def keep(self, run: RunHandle) -> None:
        """Keep a run that has come to rest, as it is now, in the stead of what it was at its last rest.

        What the person has deleted stays deleted until it has trained further.
        """
        snapshot = run.snapshot
        if run.phase not in ("paused", "ended") or snapshot is None or snapshot.theta is None or not snapshot.updates:
            return
        before = self._rested.get(run)
        if before is None or not before.shows(snapshot):
            now = self._rested[run] = KeptRun.of(run)
            self.all = store.add(self.all, now) if before is None else store.go_on(self.all, before, now)

    def keep_race(self, key: str, experiments: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        """Keep the contestants of a race, once: what the person has deleted since stays deleted."""
        race = (key, result["finished_at"])
        if race not in self._races:
            self._races.add(race)
            self.keep_all(raced_runs(experiments, result))

    def keep_all(self, runs: Iterable[KeptRun]) -> None:
        """Keep these as well."""
        for run in runs:
            self.all = store.add(self.all, run)

    def forget(self, names: Collection[str]) -> None:
        """Keep the runs of these names no longer."""
        self.all = store.delete(self.all, names)

    def rename(self, name: str, new: str) -> None:
        """Give one of them another name. SpecError, in words, where it cannot have it."""
        self.all = store.rename(self.all, name, new)
