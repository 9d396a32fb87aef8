"""An analysis that takes seconds: its button, how far it is, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.processes.messages import Message
from playground.server.jobs.job import Job
from playground.server.jobs.job_cache import key_of
from playground.server.progress import progress_of_job
from playground.ui.current import session
from playground.ui.progress_view import progress_view, refresh


@dataclass(frozen=True)
class Preview:
    """A view of an analysis before its end: `draw` is given what is found so far.

    It is called anew when there is more, but not before `pause` seconds have passed, and with nothing before there is
    something; it draws into `place`.
    """

    draw: Callable[[Mapping[str, Any]], None]
    pause: float
    place: DeltaGenerator


def show(
    place: str,
    name: str,
    arguments: dict[str, Any],
    *,
    button: str,
    icon: str,
    type: Literal["primary", "secondary"] = "secondary",
    again: str | None = None,
    about: str = "",
    preview: Preview | None = None,
) -> Message | None:
    """The result of the analysis `name` of these arguments; None, and a button or its progress, before there is one.

    `place` tells the analyses of a page apart. A result is shown only to who has asked for it: what others have found
    answers the button at once. With `again`, the words of a button beside the result, it may be done anew. `about` is
    said of it where its progress will stand. With a `preview`, it is seen while it runs, and, where it was cancelled,
    how far it got.
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
    with st.container(horizontal=True, gap="small"):
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
        if job is not None and moving:
            st.button("Cancel", key=f"cancel {place}", icon=":material/close:", on_click=job.cancel)
    if result is not None:
        return result
    if job is not None and moving:
        progress_view(progress_of_job(job), of="job", place=place, key=f"progress of {place}")
    elif job is not None and job.phase == "cancelled":
        st.caption("Cancelled. This is how far it got." if preview is not None and job.partial else "Cancelled.")
    elif about:
        st.caption(about)
    if preview is not None:
        with preview.place:
            if job is not None and moving:
                st.fragment(_watch)(place, job, preview)
            else:
                st.fragment(preview.draw)({} if job is None else job.partial)
    return None


def _watch(place: str, job: Job, preview: Preview) -> None:
    preview.draw(job.partial)
    refresh("partial", of="job", place=place, pause=preview.pause, key=f"news of {place}")
