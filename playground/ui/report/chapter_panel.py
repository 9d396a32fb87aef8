"""One chapter: its question and networks, what the person predicts, then what is measured and what to try next."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.datasets.image_set import ImageSet
from playground.experiment.words import counted
from playground.processes.messages import Message
from playground.report.chapter import Chapter
from playground.server.jobs.job import Job
from playground.server.jobs.job_cache import key_of
from playground.ui import job_panel
from playground.ui.choices import REPORT
from playground.ui.current import session
from playground.ui.report import goal_panel, network_panel, result_panel

RUN = {"seeds": 3, "small": False}
"""How a chapter is run."""
JOB = "chapter"
BUTTON, ICON = "Run it here", ":material/play_arrow:"
NO_PREDICTION = "I would rather not say"


def show(chapter: Chapter) -> None:
    """The chapter: first the question and the prediction; figures, conclusion and goal once it has been run."""
    arguments: dict[str, Any] = {"chapter": chapter.kind, **RUN}
    job = _job(chapter, arguments)
    with st.container(key=f"chapter_{chapter.kind}"):
        st.subheader(f"{chapter.number}. {chapter.title()}", anchor=False)
        ask, build = st.columns([1.15, 1], gap="large")
        with ask:
            st.markdown(chapter.question)
            # what has been run is no longer to be foretold
            _predict(chapter, given=job is not None and (job.moving or job.phase == "done"))
            result = _result(chapter, job, arguments)
            if result is None:
                st.caption(_before(chapter))
        with build:
            network_panel.show(chapter)
        if result is not None:
            _measured(chapter, result)
            goal_panel.show(chapter)


def _predict(chapter: Chapter, *, given: bool) -> None:
    choices = (*chapter.prediction.choices, NO_PREDICTION)
    st.radio(
        f"**Before you run it.** {chapter.prediction.question}",
        choices,
        disabled=given,
        **REPORT.bound_among(_prediction(chapter), choices, first=None),
    )


def _prediction(chapter: Chapter) -> str:
    return f"prediction_{chapter.kind}"


def _measured(chapter: Chapter, result: Message) -> None:
    """The figures, the report's beside them, and all that follows from them."""
    result_panel.figures(chapter, result)
    st.caption(" ".join(filter(None, [f"Measured on {result['measured_on']}.", _seeds(result), result["note"]])))
    _answer(chapter, result)
    result_panel.pictures(chapter, result)
    st.markdown(f"**What to conclude.** {chapter.conclude(result['figures'])}")


def _place(chapter: Chapter) -> str:
    return f"{JOB} {chapter.kind}"


def _job(chapter: Chapter, arguments: dict[str, Any]) -> Job | None:
    """The run that this person asked for."""
    job = session().jobs.of(_place(chapter))
    return None if job is None or job.key != key_of(JOB, arguments) else job


def _result(chapter: Chapter, job: Job | None, arguments: dict[str, Any]) -> Message | None:
    """The outcome of the run that this person asked for, once there is a prediction to set beside it.

    What others have found is not shown before that, although it is there at once when it is asked for: it would give
    the answer away.
    """
    place = _place(chapter)
    if job is not None:
        return job_panel.show(place, JOB, arguments, button=BUTTON, icon=ICON)
    asked = (place, JOB, arguments)
    unsaid = REPORT.chosen(_prediction(chapter), None) is None
    st.button(BUTTON, key=f"run {place}", icon=ICON, disabled=unsaid, on_click=session().jobs.start, args=asked)
    return None


def _before(chapter: Chapter) -> str:
    if REPORT.chosen(_prediction(chapter), None) is None:
        return (
            "Say first what you expect, or that you would rather not: then it can be run here, and the report's "
            "figures are shown beside yours."
        )
    networks, images = len(chapter.experiments), _to_download(chapter)
    words = f"Trains {counted(networks, 'network')} with {counted(int(RUN['seeds']), 'seed')} in a process of its own. "
    if images is not None:
        words += (
            f"It needs the {images.title()}: {images.bytes_to_download() / 1e6:.1f} MB, downloaded first. Where that "
            "fails, it is run on the 8 × 8 digits. "
        )
    return words + "The answer to the question is shown afterwards."


def _to_download(chapter: Chapter) -> ImageSet | None:
    for experiment in chapter.experiments.values():
        dataset = experiment.dataset
        if isinstance(dataset, ImageSet) and dataset.bytes_to_download():
            return dataset
    return None


def _seeds(result: Message) -> str:
    seeds = int(result["seeds"])
    if seeds == 1:
        return "One seed."
    return f"Mean of the seeds 0 to {seeds - 1}, ± their standard deviation."


def _answer(chapter: Chapter, result: Message) -> None:
    answer, predicted = chapter.prediction.answer(result["figures"]), REPORT.chosen(_prediction(chapter), None)
    if predicted == answer:
        st.success(f"You predicted it: **{answer}**.", icon=":material/check_circle:")
    elif predicted == NO_PREDICTION:
        st.info(f"The measurement says: **{answer}**.", icon=":material/lightbulb:")
    else:
        st.info(f"You predicted: {predicted}. The measurement says: **{answer}**.", icon=":material/lightbulb:")
