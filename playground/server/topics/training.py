"""The Train page's run, live: its progress, the live plot's frames and those of the network picture."""

from __future__ import annotations

import json
from collections.abc import Hashable

import numpy as np

from playground.processes.wire import pack
from playground.server.progress import progress_of
from playground.server.sent_numbers import revision_of
from playground.server.session import Session
from playground.server.topics.topic import Message, RefusedError, Topic
from playground.training.speeds import SPEEDS


def _frame_state(session: Session, _: Message) -> Hashable:
    run = session.current_run
    if run is None:
        return None
    run.take_in(wait=False)
    run.look("pictures")
    return (run, run.version)


def _frame(session: Session, _: Message) -> bytes:
    """Progress, in words too, and the newest frame as the worker has packed it."""
    run = session.current_run
    if run is None:
        return pack({}, {})
    version, progress, frame = run.named_version, progress_of(run), run.frame
    arrays = {} if frame is None else {"frame": np.frombuffer(frame, np.uint8)}
    return pack({"share": progress.share, "text": progress.text, "version": version}, arrays)


def _network_state(session: Session, _: Message) -> Hashable:
    run = session.current_run
    if run is None or not run.moving:
        return None
    run.take_in(wait=False)
    run.look("network")
    return (run, run.network_version) if run.network_version else None


def _network(session: Session, _: Message) -> bytes:
    run = session.current_run
    frame = None if run is None else run.network_frame
    return pack({}, {}) if frame is None else frame


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
