"""The curves of kept runs on shared axes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.analysis.runs.kept_run import KeptRun
from playground.analysis.runs.seed_bands import lines_of
from playground.analysis.runs.store import Runs
from playground.charts.curves_chart import ACROSS, MOST_LINES, UP, curves_chart
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import Choices

_choices = Choices("kept_curves")
_ACROSS, _UP, _SCALE = "across", "up", "scale"
_SCALES = ("Linear", "Log")


@st.fragment
def show(runs: Runs) -> None:
    """The curves, and what the axes show."""
    validated = any(run.final["validation_cost"] is not None for run in runs)
    offered = [up for up in UP if validated or not up.startswith("Validation")]
    with st.container(horizontal=True, gap="medium", key="runs_axes"):
        choice_buttons("Along the x-axis", list(ACROSS), **_choices.bound_among(_ACROSS, list(ACROSS), first="Epochs"))
        choice_buttons("Along the y-axis", offered, **_choices.bound_among(_UP, offered, first="Test cost"))
        up = str(_choices.chosen(_UP, "Test cost"))
        if up.endswith("cost"):
            choice_buttons("Cost axis", _SCALES, **_choices.bound_among(_SCALE, _SCALES))
    log = up.endswith("cost") and _choices.chosen(_SCALE, _SCALES[0]) == "Log"
    across = str(_choices.chosen(_ACROSS, "Epochs"))
    description, notes = _described(runs, across, up, log)
    if description is not None:
        st.vega_lite_chart(description, key="runs_curves", width="stretch")
    if notes:
        st.caption(notes)


def _content(run: KeptRun) -> tuple[object, ...]:
    return (run.name, repr(run.experiment.data()), run.own_drawings, run.reason, run.seconds, run.curve.tobytes())


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs={KeptRun: _content})
def _described(runs: Runs, across: str, up: str, log: bool) -> tuple[dict[str, Any] | None, str]:
    """The chart's description, or None where nothing can be drawn, and what has to be said of it."""
    lines = lines_of(runs, ACROSS[across], UP[up])
    notes = []
    missing = [run.name for run in runs if run.final[UP[up]] is None]
    if missing:
        some = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
        what = up.removesuffix(" (%)").lower()
        aside = up.startswith("Validation")
        who = "a run that set samples aside" if aside else "a network that tells classes apart"
        notes.append(f"No {what} for {some}: only {who} has one.")
    if any(line.seeds > 1 for line in lines):
        notes.append(
            "Ended runs that differ only in the seed are drawn as one line, their mean, in a band from the least to "
            "the greatest; it ends where the first of them ended."
        )
    if across == "Seconds":
        notes.append("Seconds are of training alone, shared out evenly over a run's epochs.")
    if len(lines) > MOST_LINES:
        notes.append(f"Only the first {MOST_LINES} of {len(lines)} lines are drawn: select those you want to compare.")
    if not lines:
        return None, " ".join(notes)
    return curves_chart(lines, across, up, log=log).to_dict(validate=False), " ".join(notes)
