"""The goal to try next, and whether the network on the Train page reaches it already."""

from __future__ import annotations

import streamlit as st

from playground.report.chapter import Chapter
from playground.report.goal import is_met, meets
from playground.ui.current import session


@st.fragment
def show(chapter: Chapter) -> None:
    """The goal, a button that checks the present network, and what it finds."""
    goal = chapter.next_goal
    st.markdown(f"**What to try next.** {goal.text}")
    with st.expander("A hint", key=f"hint_{chapter.kind}"):
        st.markdown(goal.hint)
    if st.button("Check my network", key=f"check_{chapter.kind}", icon=":material/flag:"):
        _check(chapter)
    else:
        st.caption("It checks the network that is on the Train page now, as far as it is trained.")


def _check(chapter: Chapter) -> None:
    run = session().current_run
    checks = meets(chapter.next_goal, session().experiment, None if run is None else run.snapshot)
    lines = "\n".join(f"- {'✓' if check.met else '✗'} {check.text}" for check in checks)
    if is_met(checks):
        st.success(f"**Goal reached.**\n\n{lines}", icon=":material/flag:")
    else:
        st.warning(f"**Not yet.**\n\n{lines}", icon=":material/flag:")
