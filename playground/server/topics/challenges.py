"""Topic of the challenges: which are met, and how the Train page's network stands to each."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import asdict

from playground.report.challenges import challenges
from playground.report.goal import meets
from playground.server.session import Session
from playground.server.topics.topic import Message, Topic


def _state(session: Session, message: Message) -> Hashable:
    """While nobody looks at the list, the names of those met alone; one that trains is looked at at its rest."""
    if message.get("open") is not True:
        return session.met.names
    run = session.current_run
    return (session.met.names, session.revision, run, None if run is None or run.moving else run.version)


def _answer(session: Session, message: Message) -> bytes:
    told: dict[str, object] = {"met": session.met.names, "names": list(challenges())}
    if message.get("open") is True:
        with session.lock:
            experiment, run = session.experiment, session.current_run
            snapshot = None if run is None else run.snapshot
        told["challenges"] = [
            {
                "group": challenge.group,
                "name": name,
                "text": challenge.goal.text,
                "hints": challenge.hints,
                "solved": challenge.solution is not None,
                "checks": [asdict(check) for check in meets(challenge.goal, experiment, snapshot)],
            }
            for name, challenge in challenges().items()
        ]
    return json.dumps(told, ensure_ascii=False).encode()


CHALLENGES = Topic(_answer, _state)
