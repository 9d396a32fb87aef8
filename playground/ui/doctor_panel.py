"""The doctor's line under the picture: at most one finding, with the change that may help, its reasons, and a way to
leave it."""

from __future__ import annotations

import streamlit as st

from playground.analysis.doctor import Finding
from playground.server.doctor import PAUSE, Opinion
from playground.training.run_handle import RunHandle
from playground.ui.current import session
from playground.ui.progress_view import refresh


def show() -> None:
    """The line, which has its place from the first update on, whether there is something to say or not."""
    run = session().current_run
    if run is None:
        return
    opinion = session().doctor_opinion()
    if opinion.worth_a_trial and opinion.ended:
        session().ask_doctor()  # it has ended without having learnt
        opinion = session().doctor_opinion()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key="doctor"):
        if opinion.finding is not None:
            _finding(run, opinion.finding)
        elif opinion.trial is not None:
            st.caption("It has not learnt yet: the doctor tries other rates and networks on copies …", width="stretch")
            st.button("Stop", key="stop_trial", on_click=opinion.trial.cancel, type="tertiary")
        elif opinion.worth_a_trial:
            st.caption("It has not learnt yet.", width="stretch")
            st.button("Ask the doctor", key="ask_doctor", icon=":material/stethoscope:", on_click=session().ask_doctor)
    if run.moving:
        st.fragment(_watch)(opinion)


def _finding(run: RunHandle, finding: Finding) -> None:
    st.markdown(f":material/stethoscope: {finding.text}", width="stretch")
    if finding.label:
        st.button(finding.label, key="doctor_change", on_click=session().follow_doctor, args=(run, finding))
    with st.popover("Why?", type="tertiary"):
        st.markdown(finding.measured)
    st.button(
        "Not now",
        key="doctor_leave",
        type="tertiary",
        help="Say no more of it, in this training",
        on_click=session().doctor.leave,
        args=(run, finding),
    )


def _watch(shown: Opinion) -> None:
    """Draw the page anew where there is another thing to say."""
    refresh("doctor", pause=PAUSE, key="news of the doctor")
    if session().doctor_opinion().key != shown.key:
        st.rerun()
