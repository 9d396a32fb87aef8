"""Ready networks as runs that stand still, so that every page finds in them what it finds in a run."""

from __future__ import annotations

import logging

import numpy as np

from nn.storage import StorageError
from playground.ready import ReadyNetwork, network
from playground.server.resources import pool
from playground.training.run_handle import RunHandle
from playground.training.scores import SCORE_COLUMNS
from playground.training.snapshot import Snapshot

_LOG = logging.getLogger(__name__)


class ReadyRuns:
    """A session's runs of ready networks, each made when it is first asked for; none of them has a process."""

    def __init__(self) -> None:
        self._made: dict[str, RunHandle | None] = {}

    def of(self, name: str) -> RunHandle | None:
        """The run of the ready network of that name; None, and a line in the log, where its file is damaged."""
        if name not in self._made:
            self._made[name] = _standing(name)
        return self._made[name]

    def network(self, run: RunHandle | None) -> ReadyNetwork | None:
        """The ready network that a run is of; None where somebody has trained it here."""
        return next((network(name) for name, made in self._made.items() if made is not None and made is run), None)


def _standing(name: str) -> RunHandle | None:
    try:
        ready = network(name)
    except StorageError:
        _LOG.exception("The ready network %s cannot be used; train one instead.", name)
        return None
    run = RunHandle(ready.experiment, pool(), first_theta=ready.theta)
    run.theta, run.phase = ready.theta, "ended"
    run.snapshot = Snapshot(
        phase="ended",
        epoch=ready.epochs,
        updates=0,
        seconds=ready.seconds,
        rate=0.0,
        scores=None,
        curve=np.zeros((0, SCORE_COLUMNS), np.float32),
    )
    return run
