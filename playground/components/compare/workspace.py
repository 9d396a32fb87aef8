"""The Compare page's workspace."""

from __future__ import annotations

import streamlit as st

from playground.components.compare import laboratory_panel, runs_panel, sweep_panel, timeline_panel
from playground.components.compare.choices import bound, chosen
from playground.components.current import session
from playground.progress import progress_of
from playground.training.run_handle import RunHandle

FRAME = 0.5
"""Seconds between two looks at the run of the Train page."""
RACE, RUNS, TIMELINE, SWEEP = "Batch modes", "Runs", "Timeline", "Sweep"


def show() -> None:
    """One section at a time, the last one chosen."""
    st.segmented_control("What to compare", [RACE, RUNS, TIMELINE, SWEEP], required=True, **bound("section", RACE))
    section = chosen("section", RACE)
    if section == RACE:
        laboratory_panel.show(session().experiment)
        return
    # a place of its own, also when empty: what is below keeps its index, by which its fragment finds it
    with st.container(key="compare_under_way"):
        run = session().current_run
        if run is not None and run.moving and section in (RUNS, TIMELINE):
            st.fragment(_follow, run_every=FRAME)(run)
    if section == RUNS:
        runs_panel.show(
            session().kept.all,
            on_delete=session().kept.forget,
            on_rename=session().kept.rename,
            on_open=session().reopen,
            on_import=session().kept.keep_all,
        )
    elif section == TIMELINE:
        timeline_panel.show()
    else:
        sweep_panel.show(session().experiment, on_open=session().replace)


def _follow(run: RunHandle) -> None:
    """The progress of the Train page's run; when it rests, it is among those below."""
    session().look()
    if not run.moving:
        st.rerun()
    progress = progress_of(run)
    st.progress(progress.share, text=f"Still training on the Train page: {progress.text}")
