"""The bar of the Train page: the buttons that move a run, and the settings that are turned most."""

from __future__ import annotations

import streamlit as st

from playground.experiment import Experiment
from playground.experiment.inspection import Inspection
from playground.experiment.words import epochs_text
from playground.server.commands import obey_new
from playground.training.run import DIVERGED
from playground.training.speeds import SPEEDS
from playground.ui import hints
from playground.ui.bar_settings import bar_settings
from playground.ui.current import session
from playground.ui.views import sent, view

_KEY = "run_controls"
_component = view("run_controls")


def show(experiment: Experiment, inspection: Inspection) -> None:
    """Play, Pause, Step, Epoch, Reset, New seed, greyed where they can do nothing, and learning rate and batches.

    The buttons follow the run over the live channel. Presses come with the page's other widgets, so that none overtakes
    an edit, and no two of them are one.
    """
    run = session().current_run
    moving = run is not None and run.moving
    stuck = inspection.problem is not None
    page, number = session().obeyed
    data = {
        "moving": moving,
        "begun": run is not None,
        "stuck": stuck,
        "obeyed": {"page": page, "number": number},
        "settings": bar_settings(experiment),
        "speeds": list(SPEEDS),
        "speed": session().speed,
        "hints": hints.facts(),
    }
    _component(key=_KEY, data=data, on_pressed_change=_take)


def show_state(experiment: Experiment, inspection: Inspection) -> None:
    """What there is to say of the run: what stands in its way, with a fix, how it has failed, or what is at stake."""
    run = session().current_run
    if inspection.problem is not None:
        st.error(inspection.problem, icon=":material/error:")
        if (other := inspection.schedule_fix) is not None:
            st.button(
                other.label,
                key="schedule_fix",
                icon=":material/build:",
                on_click=session().edit,
                kwargs={"schedule": other.schedule},
            )
        if (aside := inspection.preparation_fix) is not None:
            st.button(
                aside.label,
                key="preparation_fix",
                icon=":material/build:",
                on_click=session().edit,
                kwargs={"preparation": aside.preparation},
            )
    elif run is not None and run.failure is not None:
        st.error(run.failure, icon=":material/error:")
        st.button("Start again", key="start_again", icon=":material/replay:", on_click=run.play)
    elif (
        run is not None
        and run.snapshot is not None
        and run.snapshot.reason == DIVERGED
        and not run.moving
        and session().doctor_opinion().finding is None  # who else says so
    ):
        st.warning(DIVERGED, icon=":material/trending_up:")
    elif stake := _at_stake(experiment):
        st.info(stake, icon=":material/info:")


def _take() -> None:
    if (pressed := sent(_KEY)) is not None:
        obey_new(session(), pressed.get("pressed"))


def _at_stake(experiment: Experiment) -> str | None:
    """What the next Play would throw away, in words."""
    replaced = session().replaced_run
    if replaced is None or replaced.snapshot is None or not replaced.snapshot.updates:
        return None
    what = {
        "dataset": "the data",
        "layers": "the stack",
        "loss": "the loss",
        "optimiser": "the optimiser",
        "seed": "the seed",
    }
    before, now = replaced.experiment.data(), experiment.data()
    # another rate alone needs no other network
    before["optimiser"], now["optimiser"] = replaced.experiment.optimiser.kind, experiment.optimiser.kind
    changed = [words for part, words in what.items() if before[part] != now[part]]
    changed = changed or ["the preparation of the data"]
    return (
        f"You changed {' and '.join(changed)}, which needs a new network. Until you press Play, Step or Epoch, the one "
        f"you trained (for {epochs_text(replaced.snapshot.epoch)}) stays: Undo brings it back. The Runs of the Compare "
        "page have it too."
    )
