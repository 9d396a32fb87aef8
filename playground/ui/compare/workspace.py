"""The Compare page's workspace."""

from __future__ import annotations

from playground.server.progress import progress_of
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import COMPARE
from playground.ui.compare import laboratory_panel, runs_panel, sweep_panel, timeline_panel
from playground.ui.current import session
from playground.ui.progress_view import progress_view

RACE, RUNS, TIMELINE, SWEEP = "Batch modes", "Runs", "Timeline", "Sweep"


def show() -> None:
    """One section at a time, the last one chosen."""
    choice_buttons(
        "What to compare",
        [RACE, RUNS, TIMELINE, SWEEP],
        label_visibility="collapsed",
        **COMPARE.bound_among("section", [RACE, RUNS, TIMELINE, SWEEP]),
    )
    section = COMPARE.chosen("section", RACE)
    if section == RACE:
        laboratory_panel.show(session().experiment)
        return
    run = session().current_run
    if run is not None and run.moving and section in (RUNS, TIMELINE):
        before = "Still training on the Train page: "
        progress_view(progress_of(run), of="train", before=before, key="progress of train")
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
