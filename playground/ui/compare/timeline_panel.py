"""A run's past: scrub through the weights that were kept of it, and begin a new run from any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from nn.module import Array
from playground.analysis.runs.kept_run import KeptRun
from playground.experiment import Experiment
from playground.experiment.limits import MOST_CHECKPOINTS, is_light
from playground.training.checkpoints import Past
from playground.training.live_frame import live_setting
from playground.training.moments import moment_frame
from playground.training.own_drawings import OwnDrawings
from playground.training.run_handle import RunHandle
from playground.ui.choices import COMPARE
from playground.ui.current import session
from playground.ui.live_plot import live_plot

HERE, BEFORE = "The Train page's run", "The run branched from last"
_TOLD = "timeline_told"
"""The run that was branched from last: its past stays at hand; and whether that is yet to be said."""
_SEEN = "timeline_seen"
"""The run of the Train page that was shown last: a newer one is shown of itself."""


@dataclass(frozen=True, eq=False)
class _Trained:
    """A run in the timeline: what it trained, with which own drawings, its past, its curve, what was
    changed in training, and why it has ended."""

    experiment: Experiment
    own: OwnDrawings | None
    past: Past
    curve: Array
    changes: Sequence[tuple[float, str]]
    reason: str | None

    @classmethod
    def of(cls, run: RunHandle | KeptRun) -> _Trained | None:
        """None where nothing of the run's past is kept, or it is not over."""
        if isinstance(run, KeptRun):
            if run.past is None:
                return None
            return cls(run.experiment, run.own_drawings, run.past, run.curve, run.changes, run.reason)
        past = None if run.moving else run.past
        shown = run.snapshot
        if past is None or shown is None:
            return None
        return cls(run.experiment, run.own_drawings, past, shown.curve, shown.changes, shown.reason)


def show() -> None:
    """The timeline of the Train page's run, of the one it was branched from, or of any that was kept."""
    offered = _offered()
    if not offered:
        st.info(
            f"A run keeps up to {MOST_CHECKPOINTS} checkpoints: weights of its past. Train something on the Train page "
            "and pause it, or let it end: then you can go back through it here, and branch off from any of them.",
            icon=":material/history:",
        )
        return
    names = list(offered)
    if HERE in offered and st.session_state.get(_SEEN) is not session().current_run:
        st.session_state[_SEEN] = session().current_run
        COMPARE.choose("timeline", HERE)
    st.selectbox("Whose past", names, width=420, **COMPARE.bound_among("timeline", names))
    st.fragment(_scrub)(offered[COMPARE.chosen("timeline", names[0])])


def _offered() -> dict[str, _Trained]:
    """The runs that have a past to show, by name."""
    here, before = session().current_run, session().branched_from
    runs = [(HERE, here), (BEFORE, before), *((run.name, run) for run in reversed(session().kept.all))]
    found = {name: _Trained.of(run) for name, run in runs if run is not None}
    return {name: trained for name, trained in found.items() if trained is not None}


def _scrub(trained: _Trained) -> None:
    if st.session_state.pop(_TOLD, False):
        st.toast("The Train page now holds a run that begins with these weights.", icon=":material/fork_right:")
    epochs, weights, names = trained.past.epochs.tolist(), trained.past.weights, trained.past.names
    last = len(epochs) - 1
    number = min(COMPARE.chosen("checkpoint", last), last)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if last:
            st.select_slider(
                "Checkpoint",
                list(range(last + 1)),
                format_func=lambda place: names[place],
                width=520,
                **COMPARE.bound("checkpoint", last, most=last),
            )
            number = min(COMPARE.chosen("checkpoint", last), last)
        st.button(
            "Branch from here",
            icon=":material/fork_right:",
            key="branch",
            on_click=_branch,
            args=(trained, weights[number]),
            help="A new run of the same experiment begins with the weights of this checkpoint; change rate, batch mode "
            "or loss on the Train page and see where it goes from there. Its optimiser begins with an empty memory.",
        )
    if not is_light(trained.experiment):
        st.caption("So large a network is not looked at here: branch from a checkpoint to see what it did.")
        return
    samples = trained.experiment.samples()
    frame = moment_frame(
        trained.experiment,
        samples,
        epochs[number],
        weights[number],
        trained.curve,
        trained.reason,
        trained.changes,
    )
    live_plot(frame, setting=live_setting(trained.experiment, samples), key="timeline")


def _branch(trained: _Trained, weights: Array) -> None:
    session().remember()
    session().branch(trained.experiment, weights, trained.own)
    # said by the fragment: what a callback draws would take the place of the page's first elements
    st.session_state[_TOLD] = True
