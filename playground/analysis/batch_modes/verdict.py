"""Verdict on a race: the winner along each axis, and why it changes, in sentences made from what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.analysis.batch_modes.contestant import AXES, GOAL, MEASURES
from playground.experiment.words import counted

CLOSE = 1.25
"""Factor between two times below which another race may well turn them round."""
Results = Mapping[str, Mapping[str, Any]]
"""What `Contestant.results` has, by name."""


@dataclass(frozen=True)
class Standing:
    """A goal, and what each contestant that reached it took, by axis and name; along each axis the first is first."""

    goal: str
    taken: Mapping[str, Mapping[str, float]]

    def winner(self, axis: str) -> str | None:
        """The first along the axis; None where nobody reached the goal."""
        return next(iter(self.taken[axis]), None)

    @property
    def changes(self) -> bool:
        """Whether the winner depends on the axis."""
        return len({self.winner(axis) for axis in AXES}) > 1


def standings(results: Results) -> list[Standing]:
    """One for the training accuracy `GOAL`, where there are classes, and one for the lowest cost that all reached.

    All are those that have learnt at all, of which there must be two.
    """
    found = []
    goals = {name: each["to_goal"] for name, each in results.items() if each["to_goal"] is not None}
    if any(each["best"] is not None for each in results.values()):
        times = {axis: {name: float(goal[axis.lower()]) for name, goal in goals.items()} for axis in AXES}
        found.append(Standing(f"{100 * GOAL:g} % of the training samples right", _in_order(times)))
    costs = {name: each["curve"][:, MEASURES["Training cost"]] for name, each in results.items()}
    learnt = [name for name, each in results.items() if not each["diverged"] and costs[name].argmin() > 0]
    if len(learnt) > 1:
        cost = max(float(costs[name].min()) for name in learnt)
        rows = {name: results[name]["curve"][np.flatnonzero(costs[name] <= cost)[0]] for name in learnt}
        times = {axis: {name: float(row[column]) for name, row in rows.items()} for axis, column in AXES.items()}
        others = [name for name in results if name not in learnt]
        whom = f"all but {' and '.join(others)}" if others else "all of them"
        found.append(
            Standing(f"a training cost of {cost_text(cost)}, the lowest that {whom} reached", _in_order(times))
        )
    return found


def _in_order(times: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {axis: dict(sorted(each.items(), key=lambda item: item[1])) for axis, each in times.items()}


def standing_text(standing: Standing) -> str:
    """Who was first to the goal along each axis, and who was next, as a sentence."""
    if standing.winner("Epochs") is None:
        return f"Nobody got to {standing.goal}."
    parts = []
    for axis, taken in standing.taken.items():
        (first, least), *others = taken.items()
        part = f"by {axis.lower()} **{first}** ({amount(axis, least)}"
        if others:
            next_one, more = others[0]
            part += f", level with {next_one}" if more == least else f"; next {next_one}, {amount(axis, more)}"
        parts.append(f"{part})")
    return f"First to {standing.goal}: {'; '.join(parts)}."


def reasons(results: Results, standing: Standing) -> list[str]:
    """Why each axis has the winner that it has: a sentence or two for each, and one before them for all."""
    if len(standing.taken["Epochs"]) < 2:
        return []
    per_epoch = {name: each["updates"] / each["epochs"] for name, each in results.items() if each["epochs"]}
    small, large = max(per_epoch, key=lambda name: per_epoch[name]), min(per_epoch, key=lambda name: per_epoch[name])
    winners = {axis: standing.winner(axis) for axis in AXES}
    return [
        "The winner changes with the axis, because each counts something else:"
        if standing.changes
        else f"{winners['Epochs']} is first on every axis here, though each counts something else:",
        _by_epochs(per_epoch, small, large, winners["Epochs"]),
        _by_updates(standing, large),
        _by_seconds(results, per_epoch, standing, small, large),
    ]


def _by_epochs(per_epoch: Mapping[str, float], small: str, large: str, winner: str | None) -> str:
    made = (
        f"**Epochs** count samples. Out of one, {small} makes {counted(per_epoch[small], 'update')} and {large} makes "
    )
    made += f"{per_epoch[large]:,.0f}"
    if winner == small:
        return f"{made}: {small} has learnt from the first samples before it sees the next."
    return f"{made}. More steps do not always get further: here {winner} makes the most of its samples."


def _by_updates(standing: Standing, large: str) -> str:
    winner, taken = standing.winner("Updates"), standing.taken["Updates"]
    words = (
        f"**Updates** count steps. A step of {large} follows the mean over the most samples: its direction is surest"
    )
    if winner == large:
        return f"{words}, and it needs the fewest steps."
    if large in taken and taken[large] < CLOSE * min(taken.values()):
        return f"{words}. It gains little by that here: {winner} needs about as many steps."
    return f"{words}. Here {winner} needs fewer steps all the same: a rough direction was good enough."


def _by_seconds(results: Results, per_epoch: Mapping[str, float], standing: Standing, small: str, large: str) -> str:
    each = {name: results[name]["seconds"] / results[name]["updates"] for name in (small, large)}
    samples, longer = per_epoch[small] / per_epoch[large], each[large] / each[small]
    words = (
        f"**Seconds** count work. An update of {small} takes {amount('Seconds', each[small])} and one of {large} "
        f"{amount('Seconds', each[large])}: {samples:,.0f} times the samples in {longer:,.1f} times the time. "
        "Every update has a cost of its own, however few its samples, which holds small batches up; a large one takes "
        f"longer over each. {standing.winner('Seconds')} strikes the best balance here."
    )
    first, second = list(standing.taken["Seconds"].values())[:2]
    if second < CLOSE * first:
        words += " The first two are so close that another race may end the other way."
    return words


def cost_text(cost: float) -> str:
    """A cost in two digits: 0.00009, and powers of ten only where there would be more zeros than anybody counts."""
    return f"{cost:.2g}" if cost < 1e-6 else np.format_float_positional(cost, precision=2, fractional=False, trim="-")


def amount(axis: str, value: float) -> str:
    """A number of epochs, updates or seconds, in words where it has a unit."""
    if axis != "Seconds":
        return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2g}"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{1e3 * value:.3g} ms" if value >= 1e-3 else f"{1e6 * value:.0f} µs"
