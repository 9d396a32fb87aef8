"""The curves of kept runs: on shared axes, or each by itself, and costs of different losses never on the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.analysis.runs.kept_run import KeptRun
from playground.analysis.runs.seed_bands import Line, lines_of
from playground.analysis.runs.store import Runs
from playground.charts.curves_chart import (
    ACROSS,
    MOST_LINES,
    SMALL_WIDTH,
    UP,
    Axes,
    curves_chart,
    is_long,
    is_wide,
    leader,
    looks_of,
    small_charts,
)
from playground.experiment.words import listed
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import Choices

Groups = Mapping[str, tuple[Line, ...]]
"""Lines by what their costs are measured with: those of a group may share their axes."""
MOST_TOGETHER = 6
"""Lines that are told apart on the same axes; more are drawn each by itself unless the person says otherwise."""
_choices = Choices("kept_curves")
_ACROSS, _UP, _ACROSS_SCALE, _UP_SCALE, _WAY = "across", "up", "across_scale", "scale", "way"
_LINEAR, _LOG = _SCALES = ("Linear", "Log")
_TOGETHER, _APART = _WAYS = ("Together", "Each by itself")
_ALL = "the runs"
"""The one group of accuracies: all of them may be compared."""


@st.fragment
def show(runs: Runs) -> None:
    """The curves, and what the axes show."""
    validated = any(run.final["validation_cost"] is not None for run in runs)
    offered = [up for up in UP if validated or not up.startswith("Validation")]
    with st.container(horizontal=True, gap="medium", key="runs_axes"):
        choice_buttons("Along the x-axis", list(ACROSS), **_choices.bound_among(_ACROSS, list(ACROSS), first="Epochs"))
        choice_buttons("Along the y-axis", offered, **_choices.bound_among(_UP, offered, first="Test cost"))
        across, up = str(_choices.chosen(_ACROSS, "Epochs")), str(_choices.chosen(_UP, "Test cost"))
        lines = _lines(runs, across, up)
        groups = _groups(lines, up)
        log_across = _logarithmic("Axis across", _ACROSS_SCALE, usual=is_long(lines))
        log_up = up.endswith("cost") and _logarithmic(
            "Cost axis", _UP_SCALE, usual=any(is_wide(group) for group in groups.values())
        )
        apart = False
        if len(lines) > 1:
            usual = _APART if len(lines) > MOST_TOGETHER else _TOGETHER
            choice_buttons("Curves", _WAYS, **_choices.bound_among(_WAY, _WAYS, first=usual))
            apart = _choices.chosen(_WAY, usual) == _APART
    charts = _charts(runs, Axes(across, up, log_across, log_up), apart)
    if len(groups) > 1:
        st.caption(
            f"These runs measured their costs with {listed(list(groups))}: those are different measures, whose numbers "
            "say nothing about each other, so that each has axes of its own. To compare the runs, choose an accuracy."
        )
    if apart:
        _apart(charts)
    elif charts:
        _together(charts)
    if notes := _notes(runs, groups, across, up, apart=apart):
        st.caption(notes)


def _logarithmic(label: str, name: str, *, usual: bool) -> bool:
    """The switch of an axis, which is as is `usual` for such lines until the person chooses."""
    first = _LOG if usual else _LINEAR
    choice_buttons(label, _SCALES, **_choices.bound_among(name, _SCALES, first=first))
    return bool(_choices.chosen(name, first) == _LOG)


def _together(charts: Mapping[str, list[dict[str, Any]]]) -> None:
    columns = st.columns(min(2, len(charts)), gap="medium")
    for place, (name, (chart,)) in enumerate(charts.items()):
        with columns[place % len(columns)]:
            st.vega_lite_chart(chart, key=f"runs_curves_{name}", width="stretch")


def _apart(charts: Mapping[str, list[dict[str, Any]]]) -> None:
    for name, several in charts.items():
        if len(charts) > 1:
            st.markdown(f"**{name}**")
        with st.container(horizontal=True, gap="small"):
            for place, chart in enumerate(several):
                st.vega_lite_chart(chart, key=f"runs_curve_{name}_{place}", width=SMALL_WIDTH)


def _content(run: KeptRun) -> tuple[object, ...]:
    trained = (repr(run.experiment.data()), run.own_drawings, run.changes)
    return (run.name, *trained, run.reason, run.seconds, run.curve.tobytes())


_remembered = st.cache_data(max_entries=32, show_spinner=False, hash_funcs={KeptRun: _content})


@_remembered
def _lines(runs: Runs, across: str, up: str) -> tuple[Line, ...]:
    return lines_of(runs, ACROSS[across], UP[up])


def _groups(lines: tuple[Line, ...], up: str) -> Groups:
    groups: dict[str, tuple[Line, ...]] = {}
    for line in lines[:MOST_LINES]:
        name = line.cost if up.endswith("cost") else _ALL
        groups[name] = (*groups.get(name, ()), line)
    return groups


@_remembered
def _charts(runs: Runs, axes: Axes, apart: bool) -> dict[str, list[dict[str, Any]]]:
    """The charts' descriptions, by group: one, or one a line."""
    lines = _lines(runs, axes.across, axes.up)
    groups, looks = _groups(lines, axes.up), looks_of(lines)
    charts: dict[str, list[dict[str, Any]]] = {}
    for name, group in groups.items():
        if apart:
            several = small_charts(group, axes, looks)
        else:
            of = _ALL if len(groups) == 1 else f"the runs with {name}"
            several = [curves_chart(group, axes, looks=looks, of=of)]
        charts[name] = [chart.to_dict(validate=False) for chart in several]
    return charts


def _notes(runs: Runs, groups: Groups, across: str, up: str, *, apart: bool) -> str:
    """Notes on the curves."""
    notes = []
    lines = [line for group in groups.values() for line in group]
    what = up.removesuffix(" (%)").lower()
    if apart and len(lines) > 1:
        best = listed([leader(group, up).name for group in groups.values()])
        same = "All of a loss" if len(groups) > 1 else "All"
        notes.append(f"{same} have the same axes. The grey line is that which ends with the best {what}: {best}.")
    if any(line.marks for line in lines):
        notes.append("A diamond marks where a setting or a weight was changed in training.")
    missing = [run.name for run in runs if run.final[UP[up]] is None]
    if missing:
        some = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
        aside = up.startswith("Validation")
        who = "a run that set samples aside" if aside else "a network that tells classes apart"
        notes.append(f"No {what} for {some}: only {who} has one.")
    if any(line.seeds > 1 for line in lines):
        notes.append(
            "Ended runs that differ only in the seed are drawn as one line, their mean"
            + ("" if apart else ", in a band from the least to the greatest")
            + "; it ends where the first of them ended."
        )
    if across == "Seconds":
        notes.append("Seconds are of training alone, shared out evenly over a run's epochs.")
    if len(_lines(runs, across, up)) > MOST_LINES:
        notes.append(f"Only the first {MOST_LINES} lines are drawn: select those you want to compare.")
    return " ".join(notes)
