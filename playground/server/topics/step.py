"""Topics of the step that is explained: its numbers phase by phase, and how the one that is pointed at comes about."""

from __future__ import annotations

import json
from collections.abc import Hashable

from playground.analysis.step.phases import KINDS, PHASES, Pointed, check, explain, linked, old_value
from playground.datasets.published_file import DataUnavailable
from playground.experiment.problems import problems_of
from playground.processes.wire import pack
from playground.server.sent_numbers import whole
from playground.server.session import Session
from playground.server.shown_step import BATCH, PICKED, Beginning, NoStepError, Source, Taken, counts
from playground.server.topics.step_frames import check_data, explanation_data, linked_data, number_data, phase_frame
from playground.server.topics.topic import Message, RefusedError, Topic

MOST_SAMPLES = 10**9
MOST_AXES, LONGEST_AXIS = 6, 10**7
LONGEST_NAME = 40
NO_NUMBER = "There is no such number in this step."
UNTRAINABLE = "This stack cannot be trained yet: the stack says why. Then one step of it is explained here."


def standing(session: Session) -> tuple[str, int, int, int] | None:
    """Where the next step begins: differs wherever another step is to be shown; None while the run moves."""
    run = session.current_run
    if run is None:
        return ("", 0, session.revision, len(session.examples))
    run.take_in(wait=False)
    return None if run.moving else (run.name, run.version, session.revision, len(session.examples))


def _state(session: Session, _: Message) -> Hashable:
    return standing(session) or "moving"


def _explained_state(session: Session, _: Message) -> Hashable:
    return standing(session)


def _step(session: Session, message: Message) -> bytes:
    """A phase of the step, or that the run moves."""
    phase, stands = message.get("phase"), standing(session)
    if phase not in PHASES:
        raise RefusedError("A step has four phases: forward, loss, backward and update.")
    if stands is None:
        return pack({"moving": True}, {})
    source, taken = _taken(session, message)
    sample = _sample(message, taken)
    numbers = counts(session.experiment, session.experiment.samples(), session.examples.kept)
    header = {"stands": stands, "source": source._asdict(), "counts": numbers, "name": taken.name(sample)}
    return phase_frame(taken.step, phase, sample, header)


def _explained(session: Session, message: Message) -> bytes:
    """How one number of the step comes about, with what it is made of, and checked where that is asked for."""
    source, taken = _taken(session, message)
    sample, at = _sample(message, taken), _pointed(message)
    try:
        explanation = explain(taken.step, sample, at)
        links, old = linked(taken.step, sample, at), old_value(taken.step, at)
        found = check(taken.step, sample, at) if message.get("check") is True else None
    except ValueError as error:
        raise RefusedError(NO_NUMBER) from error
    answer = {
        "pointed": at._asdict(),
        "sample": sample,
        "source": source._asdict(),
        "explanation": explanation_data(explanation),
        "old": None if old is None else number_data(old),
        "linked": linked_data(taken.step, links),
        "check": check_data(found),
    }
    return json.dumps(answer, allow_nan=False, separators=(",", ":")).encode()


def _taken(session: Session, message: Message) -> tuple[Source, Taken]:
    """The step that a message is about; RefusedError where there is none, in words."""
    source = _source(message.get("source"))
    with session.lock:
        experiment, run, drawings = session.experiment, session.current_run, session.examples.kept
        if run is None:
            beginning = Beginning(experiment, session.examples.samples(experiment))
        else:
            first = run.beginning
            own = None if first["own"] is None else (first["own"]["x"], first["own"]["y"])
            beginning = Beginning(run.experiment, own, first["theta"], first["state"])
    if problems_of(experiment).problem is not None:
        raise RefusedError(UNTRAINABLE)
    try:
        return source, session.shown_step.of(beginning, source, drawings)
    except (NoStepError, DataUnavailable) as error:
        raise RefusedError(str(error)) from error


def _source(sent: object) -> Source:
    if not isinstance(sent, dict) or sent.get("kind") not in (BATCH, *PICKED):
        raise RefusedError("It is not said of which samples.")
    number = whole(sent.get("number", 0), MOST_SAMPLES)
    if number is None:
        raise RefusedError("There is no such sample.")
    return Source(sent["kind"], number if sent["kind"] != BATCH else 0)


def _sample(message: Message, taken: Taken) -> int:
    """The number of a sample within the step's; the last where there are fewer, for batches differ in size."""
    number = whole(message.get("sample", 0), MOST_SAMPLES)
    if number is None:
        raise RefusedError("There is no such sample.")
    return min(number, taken.step.count - 1)


def _pointed(message: Message) -> Pointed:
    kind, row, name, place = (message.get(part) for part in ("kind", "row", "name", "place"))
    number = whole(row, MOST_SAMPLES)
    if kind not in KINDS or number is None or not isinstance(name, str) or not isinstance(place, list):
        raise RefusedError(NO_NUMBER)
    indices = [whole(index, LONGEST_AXIS) for index in place[: MOST_AXES + 1]]
    if len(indices) > MOST_AXES or None in indices or len(name) > LONGEST_NAME:
        raise RefusedError(NO_NUMBER)
    return Pointed(str(kind), number, name, tuple(index for index in indices if index is not None))


STEP = Topic(_step, _state)
EXPLAINED = Topic(_explained, _explained_state)
