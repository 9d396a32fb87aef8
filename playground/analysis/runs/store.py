"""The list of kept runs: bounded, each under a name of its own. Every function gives a new list, a tuple."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from nn.settings import SpecError, brief
from playground.analysis.runs.kept_run import BY_HAND, LONGEST_NAME, KeptRun, checked_name, marked

MOST_RUNS = 50
MOST_BYTES = 64 * 2**20
"""Bytes of curves and final weights: many more than 50 usual networks take, and eight of the largest."""

MOST_BYTES_OF_PASTS = 32 * 2**20
"""Bytes of the weights of all pasts; a usual network's takes some thousand."""

Runs = tuple[KeptRun, ...]


def add(runs: Runs, run: KeptRun) -> Runs:
    """With `run` at the end, under a free name; the oldest go where there are too many, or they are too large.

    A run that is there already is not added again.
    """
    if any(run.repeats(kept) for kept in runs):
        return runs
    added = (*runs, run.renamed(free_name(runs, run.name)))
    while len(added) > MOST_RUNS or (len(added) > 1 and sum(kept.nbytes for kept in added) > MOST_BYTES):
        added = added[1:]
    return _remembering(added)


def go_on(runs: Runs, before: KeptRun, run: KeptRun) -> Runs:
    """With `run` at the end in the stead of what it was `before`, under the same name, but for what
    that says of weights changed by hand; added where that is gone."""
    there = next((kept for kept in runs if kept.repeats(before)), None)
    if there is None:
        return add(runs, run)
    name = marked(there.name, by_hand=run.name.endswith(BY_HAND))
    return add(delete(runs, [there.name]), run.renamed(name))


def _remembering(runs: Runs) -> Runs:
    """The runs with as many of their pasts as have room, those of the newest first."""
    left, remembering = MOST_BYTES_OF_PASTS, []
    for run in reversed(runs):
        left -= run.past_bytes
        remembering.append(run if left >= 0 else dataclasses.replace(run, past=None))
    return tuple(reversed(remembering))


def rename(runs: Runs, name: str, new: str) -> Runs:
    """With another name for one run. SpecError, in words, where there is no such run or the new name cannot be had."""
    if find(runs, name) is None:
        raise SpecError(f"There is no run called {brief(name, 80)} any longer.")
    new = checked_name(new)
    if new != name and find(runs, new) is not None:
        raise SpecError(f"Another run is called {new!r} already: choose a name that is free.")
    return tuple(run.renamed(new) if run.name == name else run for run in runs)


def delete(runs: Runs, names: Collection[str]) -> Runs:
    """Without the runs of these names; a name that is gone already does no harm."""
    return tuple(run for run in runs if run.name not in names)


def find(runs: Runs, name: str) -> KeptRun | None:
    """The run of that name, or None."""
    return next((run for run in runs if run.name == name), None)


def free_name(runs: Runs, name: str) -> str:
    """The name itself where it is free, else with the first number that makes it so: "Non-linear 3".

    After a digit the number stands in brackets: "Digits 8 × 8 (2)".
    """
    taken = {run.name for run in runs}
    number, free = 1, name
    while free in taken:
        number += 1
        suffix = f" ({number})" if name[-1].isdigit() else f" {number}"
        free = name[: LONGEST_NAME - len(suffix)].rstrip() + suffix
    return free
