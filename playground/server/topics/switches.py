"""Units and filters that a person switches off on the Draw and Inside pages, and what the network loses with them."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

from playground.datasets import samples_of
from playground.datasets.published_file import DataUnavailable
from playground.server.sent_numbers import revision_of, whole
from playground.server.session import Session
from playground.server.topics.topic import Message, RefusedError, Topic, asked_run, switched_off
from playground.training.switches import Unit, can_be_switched_off, unit_name

Switches = dict[str, Any]
"""The switches as a browser is told of them: those `off`, and the `revision` of the last message of its own."""
MOST_OFF = 500
"""Units that may be off at a time."""
MOST_COLUMNS, MOST_UNITS = 1000, 100_000
REFUSAL = "The page has not said which units are to be switched off."


def told_switches(session: Session, message: Message) -> Switches:
    """The switches as a frame's header tells of them."""
    run = asked_run(session, message)
    off = () if run is None else switched_off(session, run, message)
    return {"revision": session.switched_off.revision, "off": off}


def _switch(session: Session, message: Message) -> bytes:
    """Switch off all the units that the message names, `{"off": [[column, unit], ...]}`, and all others on."""
    run, revision, sent = asked_run(session, message), revision_of(message.get("revision")), message.get("off")
    if run is None or run.theta is None or revision is None or not isinstance(sent, list) or len(sent) > MOST_OFF:
        raise RefusedError(REFUSAL)
    units = tuple(dict.fromkeys(_unit(each) for each in sent))
    with session.networks.of(run, off=session.switched_off.of(run)) as network:
        if not all(can_be_switched_off(network, unit) for unit in units):
            raise RefusedError("The network has no such unit, or nothing is behind it.")
    with session.lock:
        session.switched_off.set(run, units, revision)
    session.notify()
    return b""


def _unit(sent: object) -> Unit:
    match sent:
        case [column, unit]:
            found = whole(column, MOST_COLUMNS), whole(unit, MOST_UNITS)
            if found[0] is not None and found[1] is not None:
                return found[0], found[1]
    raise RefusedError(REFUSAL)


def _switched_state(session: Session, message: Message) -> Hashable:
    run = asked_run(session, message)
    return None if run is None or run.theta is None else (run, *told_switches(session, message).values())


def _switched(session: Session, message: Message) -> bytes:
    """The units that are off, with their names, as JSON."""
    run = asked_run(session, message)
    if run is None or run.theta is None:
        raise RefusedError(REFUSAL)
    told = told_switches(session, message)
    with session.networks.of(run, message.get("sobel"), told["off"]) as network:
        names = [unit_name(network, unit) for unit in told["off"]]
    return json.dumps({**told, "names": names}).encode()


def _ablation_state(session: Session, message: Message) -> Hashable:
    """None while nothing is off, and while the network learns: what is measured would be old at once."""
    run = asked_run(session, message)
    if run is None or run.theta is None or run.moving:
        return None
    off = switched_off(session, run, message)
    found = session.switched_off.measured(run, _sobel(message), off)
    return (run, run.version, off, 0 if found is None else found.seen) if off else None


def _ablation(session: Session, message: Message) -> bytes:
    """The accuracy lost on the test digits without the units, as far as it is known, and the units, as JSON."""
    run = asked_run(session, message)
    off = () if run is None else switched_off(session, run, message)
    if run is None or run.theta is None or not off:
        raise RefusedError("No unit is switched off.")
    found = session.switched_off.measured(run, _sobel(message), off)
    if found is None:
        try:
            samples = samples_of(run.experiment.dataset)
        except DataUnavailable as unavailable:
            raise RefusedError(f"What is lost cannot be measured. {unavailable}") from unavailable
        found = session.switched_off.measure(run, _sobel(message), off, samples)
    found.advance()
    return json.dumps({"off": off, "text": found.text}).encode()


def _sobel(message: Message) -> int | None:
    return whole(message.get("sobel"), MOST_COLUMNS)


SWITCH = Topic(_switch)
SWITCHED = Topic(_switched, _switched_state)
ABLATION = Topic(_ablation, _ablation_state)
