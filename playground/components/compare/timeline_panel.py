"""A run's past: scrub through the weights that were kept of it, and begin a new run from any."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import streamlit as st

from nn.module import Array
from playground import state
from playground.components.compare.choices import bound, chosen
from playground.components.live_plot import live_plot, load_live_plot
from playground.live_view import live_frame
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.training.snapshot import Snapshot

_BRANCHED, _TOLD = "timeline_branched", "timeline_told"
"""The run that was branched from last: its past stays at hand; and whether that is yet to be said."""


def show() -> None:
    """The timeline of the Train page's run."""
    run = state.current_run()
    if run is None or run.moving or not len(run.moments[0]):
        before: RunHandle | None = st.session_state.get(_BRANCHED)
        if before is not None:
            st.caption("The past of the run that you branched from: the Train page's run has none yet.")
            load_live_plot(key="timeline_drawing")
            st.fragment(_scrub)(before)
            return
        st.info(
            "A run keeps up to 24 moments of its past. Train something on the Train page and pause it, or let it end: "
            "then you can go back through it here, and branch off from any moment.",
            icon=":material/history:",
        )
        return
    load_live_plot(key="timeline_drawing")
    st.fragment(_scrub)(run)


def _scrub(run: RunHandle) -> None:
    if st.session_state.pop(_TOLD, False):
        st.toast("The Train page now holds a run that begins with these weights.", icon=":material/fork_right:")
    epochs, weights = _past(run)
    last = len(epochs) - 1
    if chosen("moment", last) > last:
        st.session_state.pop("compare_moment", None)
    options = list(range(len(epochs)))
    number = min(chosen("moment", last), last)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if last:
            st.select_slider(
                "Moment",
                options,
                format_func=lambda place: f"epoch {epochs[place]:,.1f}",
                width=520,
                **bound("moment", last),
            )
            number = min(chosen("moment", last), last)
        st.button(
            "Branch from here",
            icon=":material/fork_right:",
            key="branch",
            on_click=_branch,
            args=(run, weights[number]),
            help="A new run of the same experiment begins with the weights of this moment; change rate, batch mode or "
            "loss on the Train page and see where it goes from there. Its optimiser begins with an empty memory.",
        )
    snapshot = _snapshot(run, float(epochs[number]), weights[number])
    samples = state.samples_of(run.experiment.dataset)
    live_plot(
        live_frame(run.experiment, samples, snapshot, f"As it was at epoch {epochs[number]:,.1f}."), key="timeline"
    )


def _past(run: RunHandle) -> tuple[Sequence[float], Sequence[Array]]:
    """Epochs and weights of the moments that were kept, and of the present, which a run that goes on would not keep."""
    epochs, weights = run.moments
    now = run.snapshot
    if now is None or run.theta is None or now.epoch <= epochs[-1]:
        return list(epochs), list(weights)
    return [*epochs, now.epoch], [*weights, run.theta]


def _snapshot(run: RunHandle, epoch: float, theta: Array) -> Snapshot:
    """What the run showed at that moment, with its whole curve."""
    past = TrainingRun(run.experiment, state.samples_of(run.experiment.dataset), theta)
    found = past.snapshot("paused")
    curve = found.curve if run.snapshot is None else run.snapshot.curve
    return dataclasses.replace(found, epoch=epoch, updates=_updates(run, epoch), curve=curve)


def _updates(run: RunHandle, epoch: float) -> int:
    """Updates made by then, in proportion."""
    done = run.snapshot
    return 0 if done is None or not done.epoch else round(done.updates * epoch / done.epoch)


def _branch(run: RunHandle, weights: Array) -> None:
    first = TrainingRun(run.experiment, state.samples_of(run.experiment.dataset), weights).snapshot(
        "paused", weights=True
    )
    state.branch(run.experiment, weights, first)
    # said by the fragment: what a callback draws would take the place of the page's first elements
    st.session_state[_BRANCHED], st.session_state[_TOLD] = run, True
