"""The challenges that a visitor has met."""

from __future__ import annotations

import weakref

from playground.report.challenges import challenges
from playground.report.goal import is_met, meets
from playground.training.run_handle import RunHandle


class MetChallenges:
    """Names of the challenges that were met so far; a run is looked at once whenever it has come to rest."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self._seen: weakref.WeakKeyDictionary[RunHandle, int] = weakref.WeakKeyDictionary()

    def look(self, run: RunHandle) -> None:
        """Look which of the others the run meets, where it stands still after an update or more."""
        snapshot = run.snapshot
        if run.phase not in ("paused", "ended") or snapshot is None or not snapshot.updates:
            return
        if self._seen.get(run) == snapshot.updates:
            return
        self._seen[run] = snapshot.updates
        met = [
            name
            for name, challenge in challenges().items()
            if name not in self.names and is_met(meets(challenge.goal, run.experiment, snapshot))
        ]
        self.names = (*self.names, *met)
