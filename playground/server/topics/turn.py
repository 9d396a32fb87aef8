"""The session's turn: a page that was drawn at another one is to be drawn anew."""

from __future__ import annotations

import json

from playground.server.session import Session
from playground.server.topics.topic import Message, Topic


def _state(session: Session, message: Message) -> int | None:
    return None if message.get("turn") == session.turn else session.turn


def _answer(session: Session, _: Message) -> bytes:
    return json.dumps(session.turn).encode()


TURN = Topic(_answer, _state, quick=True)
