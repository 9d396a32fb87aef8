"""The Train page's run, live: its progress, the live plot's frames and those of the network picture."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

import numpy as np

from playground.experiment.limits import MOST_CHECKPOINTS
from playground.processes.wire import pack
from playground.server.changed_weights import by_hand_of, present_network_frame
from playground.server.progress import progress_of
from playground.server.recalled import present_frame
from playground.server.sent_numbers import revision_of, whole
from playground.server.session import Session
from playground.server.topics.topic import Message, RefusedError, Topic
from playground.training.network_columns import obstacle
from playground.training.run_handle import RunHandle
from playground.training.speeds import SPEEDS


def _frame_state(session: Session, _: Message) -> Hashable:
    run = session.current_run
    if run is None:
        return None
    run.take_in(wait=False)
    run.look("pictures")
    # what is shown of the past stays until the run moves
    return None if session.recalled is not None else (run, run.version)


def _frame(session: Session, _: Message) -> bytes:
    """Progress, in words too, and the newest frame as the worker has packed it."""
    run = session.current_run
    if run is None:
        return pack({}, {})
    header = _header(run)
    return _packed(header, run.frame)


def _header(run: RunHandle) -> dict[str, Any]:
    """What the live plot is told beside a frame; read before the frame is, which then is of that version or later."""
    progress = progress_of(run)
    return {"version": run.named_version, "share": progress.share, "text": progress.text}


def _packed(header: dict[str, Any], frame: bytes | None) -> bytes:
    return pack(header, {} if frame is None else {"frame": np.frombuffer(frame, np.uint8)})


def _recall(session: Session, message: Message) -> bytes:
    revision, rest = revision_of(message.get("revision")), message.get("rest")
    place = whole(message.get("place"), MOST_CHECKPOINTS + 1)
    if revision is None or place is None or not isinstance(rest, str):
        raise RefusedError("The slider has sent no moment of the past.")
    with session.lock:
        session.recall_revision = revision
        session.recall(rest, place)
    session.notify()
    return b""


def _past_state(session: Session, _: Message) -> Hashable:
    """The moment that is shown of a run that stands, or that it is the present; in a worker, once that has made it."""
    run = session.current_run
    if run is None or run.moving or run.past is None:
        return None
    run.take_in(wait=False)
    moment = session.recalled
    if moment is not None and moment.in_worker and moment.frame is None:
        return None
    return (run.named_rest, moment, session.recall_revision)


def _past(session: Session, message: Message) -> bytes:
    """The frame of that moment, as the topic `frame` or `network` would have it."""
    run = session.current_run
    if run is None:
        return pack({}, {})
    header = {**_header(run), "revision": session.recall_revision}
    moment = session.recalled
    if message.get("of") != "network":
        return _packed(header, present_frame(run) if moment is None else moment.frame)
    if obstacle(run.experiment) is not None:
        return pack({}, {})
    if moment is not None:
        return moment.network_frame
    return present_network_frame(session, run) or pack({}, {})


def _network_state(session: Session, _: Message) -> Hashable:
    """The worker's newest frame of a run that moves; of one that stands, what was changed of it by hand."""
    run = session.current_run
    if run is None:
        return None
    run.take_in(wait=False)
    if not run.moving:
        hand = by_hand_of(session)
        return None if hand is None or session.recalled is not None else (run, hand, hand.shown)
    run.look("network")
    return (run, run.network_version) if run.network_version else None


def _network(session: Session, _: Message) -> bytes:
    run = session.current_run
    if run is None:
        return pack({}, {})
    frame = run.network_frame if run.moving or by_hand_of(session) is None else present_network_frame(session, run)
    return frame or pack({}, {})


def _controls_state(session: Session, _: Message) -> Hashable:
    run = session.current_run
    if run is not None:
        run.take_in(wait=False)
    return (run is not None, run is not None and run.moving, session.speed, session.speed_revision)


def _controls(session: Session, _: Message) -> bytes:
    run = session.current_run
    state = {"begun": run is not None, "moving": run is not None and run.moving}
    return json.dumps({**state, "speed": session.speed, "revision": session.speed_revision}).encode()


def _speed(session: Session, message: Message) -> bytes:
    revision, speed = revision_of(message.get("revision")), message.get("speed")
    if revision is None or not isinstance(speed, str) or speed not in SPEEDS:
        raise RefusedError("The slider has sent no speed that there is.")
    with session.lock:
        session.speed_revision = revision
        session.change_speed(speed)
    session.notify()
    return b""


FRAME = Topic(_frame, _frame_state, quick=True)
NETWORK = Topic(_network, _network_state, quick=True)
CONTROLS = Topic(_controls, _controls_state, quick=True)
"""The state of the run as its buttons show it: those that can do nothing are greyed; and its speed."""
SPEED = Topic(_speed)
RECALL = Topic(_recall)
PAST = Topic(_past, _past_state)
