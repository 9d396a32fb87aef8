"""An analysis that takes seconds: its button, how far it is, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from playground.components.current import session
from playground.jobs.job import Job
from playground.jobs.job_cache import key_of
from playground.processes.messages import Message

FRAME = 0.3
"""Seconds between two looks at an analysis that is under way."""


@dataclass(frozen=True)
class Sight:
    """What there is to see of an analysis before its end: `draw` is given what is found so far.

    It draws the same few elements every time, for a fragment refreshes them every `frame` seconds.
    """

    draw: Callable[[Mapping[str, Any]], None]
    frame: float


def show(
    place: str,
    name: str,
    arguments: dict[str, Any],
    *,
    button: str,
    icon: str,
    type: Literal["primary", "secondary"] = "secondary",
    again: str | None = None,
    sight: Sight | None = None,
) -> Message | None:
    """The result of the analysis `name` of these arguments; None, and a button or its progress, before there is one.

    `place` tells the analyses of a page apart. A result is shown only to who has asked for it: what others have found
    answers the button at once. With `again`, the words of a button beside the result, it may be done anew. With a
    `sight`, it is seen while it runs, and, where it was cancelled, how far it got.
    """
    key = key_of(name, arguments)
    job = session().jobs.of(place)
    if job is not None and job.key != key:
        job.cancel()
        job = None
    if job is not None:
        job.poll()
    result = session().jobs.answer(key) if job is None else job.result
    if result is not None and again is None:
        return result
    moving = job is not None and job.moving
    if job is not None and job.failure is not None:
        st.error(job.failure, icon=":material/error:")
    # It stays while the analysis runs: what a refreshing fragment takes the place of may linger on the page.
    st.button(
        button if result is None or again is None else again,
        key=f"job {place}",
        type=type,
        icon=icon,
        disabled=moving,
        on_click=session().jobs.start,
        args=(place, name, arguments),
        kwargs={"anew": result is not None},
    )
    if result is not None:
        return result
    if job is not None and moving:
        st.fragment(_follow, run_every=FRAME if sight is None else sight.frame)(place, job, sight)
    elif job is not None and sight is not None and job.partial:
        st.fragment(sight.draw)(job.partial)
        st.caption("This is how far it got.")
    elif job is not None and job.phase == "cancelled":
        st.caption("Cancelled.")
    return None


def show_progress(job: Job) -> None:
    """How far it is, or its place in the queue."""
    if job.phase == "waiting":
        st.progress(0.0, text=f"All places are taken. You are number {job.place} in the queue.")
    else:
        st.progress(job.share, text=job.text or "Starting …")


def _follow(place: str, job: Job, sight: Sight | None) -> None:
    job.poll()
    if not job.moving:
        st.rerun()
    show_progress(job)
    st.button("Cancel", key=f"cancel {place}", icon=":material/close:", on_click=job.cancel)
    if sight is not None:
        sight.draw(job.partial)
