"""The runs that this session has kept, and what can be done with them.

A run is kept whenever it comes to rest after an update or more: ended, paused, or let go for another. One that goes on
and rests again is still one run.
"""

from __future__ import annotations

import dataclasses
import weakref
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import streamlit as st

from playground import state
from playground.kept_runs import store
from playground.kept_runs.kept_run import KeptRun
from playground.kept_runs.raced_runs import raced_runs
from playground.kept_runs.store import Runs
from playground.training.run_handle import RunHandle

RACE = "laboratory"
"""The place of the race among the session's jobs."""
_KEPT, _RACES, _RESTED = "kept_runs", "kept_races", "rested_runs"


def kept_runs() -> Runs:
    """All of them, the oldest first."""
    kept: Runs = st.session_state.get(_KEPT, ())
    return kept


def keep(run: RunHandle) -> None:
    """Keep a run that has come to rest, as it is now, in the stead of what it was at its last rest.

    What the person has deleted stays deleted until it has trained further.
    """
    snapshot = run.snapshot
    if run.phase not in ("paused", "ended") or snapshot is None or snapshot.theta is None or not snapshot.updates:
        return
    rested: weakref.WeakKeyDictionary[RunHandle, KeptRun]
    rested = st.session_state.setdefault(_RESTED, weakref.WeakKeyDictionary())
    before = rested.get(run)
    if before is None or not before.shows(snapshot):
        now = rested[run] = KeptRun.of(run)
        st.session_state[_KEPT] = (
            store.add(kept_runs(), now) if before is None else store.go_on(kept_runs(), before, now)
        )


def poll(run: RunHandle, *, weights: bool = False, health: bool = False) -> None:
    """Look at a run as `RunHandle.poll` does, and keep it if it has come to rest."""
    run.poll(weights=weights, health=health)
    keep(run)


def keep_rested() -> None:
    """Look at all of the session's runs and jobs, and keep what has come to rest: runs, and a race's contestants."""
    for run in state.runs():
        poll(run)
    state.close_left()
    for job in state.jobs():
        job.poll()
    race = state.job(RACE)
    if race is not None and race.result is not None:
        _keep_race(race.key, race.arguments["experiments"], race.result)


def _keep_race(key: str, experiments: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    """Keep the contestants of a race, once: what the person has deleted since stays deleted."""
    known: set[tuple[str, str]] = st.session_state.setdefault(_RACES, set())
    race = (key, result["finished_at"])
    if race not in known:
        known.add(race)
        keep_all(raced_runs(experiments, result))


def keep_all(runs: Iterable[KeptRun]) -> None:
    """Keep these as well."""
    kept = kept_runs()
    for run in runs:
        kept = store.add(kept, run)
    st.session_state[_KEPT] = kept


def forget(names: Collection[str]) -> None:
    """Keep the runs of these names no longer."""
    st.session_state[_KEPT] = store.delete(kept_runs(), names)


def rename(name: str, new: str) -> None:
    """Give one of them another name. SpecError, in words, where it cannot have it."""
    st.session_state[_KEPT] = store.rename(kept_runs(), name, new)


def reopen(run: KeptRun) -> None:
    """Put it on the Train page, with the weights that it ended with; Play goes on from there."""
    shown = state.shown_with(run.experiment, run.theta)
    epoch, updates = float(run.curve[-1, 0]), int(run.curve[-1, 1])
    past = dataclasses.replace(shown, curve=run.curve, epoch=epoch, updates=updates, seconds=run.seconds)
    state.branch(run.experiment, run.theta, past, run.own_drawings)
