"""Topic of the glossary: all terms with their pictures, asked for once a page, when the first is to be explained."""

from __future__ import annotations

import functools
import json

from playground.experiment.glossary import TERMS, key_of
from playground.experiment.glossary_pictures import HEIGHT, WIDTH
from playground.server.session import Session
from playground.server.topics.topic import Message, Topic


@functools.cache
def _packed() -> bytes:
    terms = [
        {
            "name": term.name,
            "keys": [key_of(name) for name in term.names],
            "text": term.text,
            "picture": term.picture(),
            "shows": term.shows,
        }
        for term in TERMS
    ]
    return json.dumps({"size": [WIDTH, HEIGHT], "terms": terms}, ensure_ascii=False).encode()


def _answer(_session: Session, _message: Message) -> bytes:
    return _packed()


def _state(_session: Session, _message: Message) -> bool:
    return True


GLOSSARY = Topic(_answer, _state)
