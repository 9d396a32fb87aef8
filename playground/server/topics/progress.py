"""Topics of progress: of a run, an analysis or a download; and news of what is drawn of them."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import asdict

from playground.datasets.download import download_progress
from playground.server.jobs.job import Job
from playground.server.progress import Progress, progress_of, progress_of_download, progress_of_job
from playground.server.session import Session
from playground.server.topics.topic import Message, Topic
from playground.training.run_handle import RunHandle


def _run(session: Session, message: Message) -> RunHandle | None:
    of = message.get("of")
    if of == "digits" or of == "autoencoder":
        return session.own_run(of)
    return session.current_run if of == "train" else None


def _job(session: Session, message: Message) -> Job | None:
    return session.jobs.of(str(message.get("place"))) if message.get("of") == "job" else None


def _progress(session: Session, message: Message) -> Progress | None:
    run, job = _run(session, message), _job(session, message)
    if run is not None:
        run.take_in(wait=False)
        run.look()
        return progress_of(run)
    if job is not None:
        return progress_of_job(job)
    return progress_of_download(download_progress()) if message.get("of") == "download" else None


def _answer(session: Session, message: Message) -> bytes:
    progress = _progress(session, message)
    return b"null" if progress is None else json.dumps(asdict(progress)).encode()


def _partial(session: Session, message: Message) -> Hashable:
    job = _job(session, message)
    return None if job is None else (job, job.version)


def _health(session: Session, _: Message) -> Hashable:
    run = session.current_run
    if run is None:
        return None
    run.take_in(wait=False)
    run.look("health")
    return None if run.health is None else (run, len(run.health))


def _nothing(_session: Session, _message: Message) -> bytes:
    return b""


def _doctor(session: Session, _: Message) -> Hashable:
    run = session.current_run
    if run is None or not run.moving:
        return None  # the page is drawn anew when it comes to rest
    run.take_in(wait=False)
    return session.doctor_opinion().key


PROGRESS = Topic(_answer, _progress, quick=True)
PARTIAL = Topic(_nothing, _partial, quick=True)
"""An analysis has shown more of its result: what draws that is to be drawn anew."""
HEALTH = Topic(_nothing, _health, quick=True)
"""The layers' histories have grown."""
DOCTOR = Topic(_nothing, _doctor, quick=True)
"""The doctor has another thing to say of the Train page's run."""


def _turn_state(session: Session, message: Message) -> int | None:
    return None if message.get("turn") == session.turn else session.turn


def _turn_answer(session: Session, _: Message) -> bytes:
    return json.dumps(session.turn).encode()


TURN = Topic(_turn_answer, _turn_state, quick=True)
