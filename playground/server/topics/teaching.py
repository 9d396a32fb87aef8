"""Topics of the Teach page: its classes and what is done to them, the canvas, and what was taught says of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np

from playground.drawing import Drawing, DrawingError
from playground.processes.wire import pack
from playground.server.sent_numbers import HIGHEST_REVISION, revision_of, whole
from playground.server.session import Session
from playground.server.teaching import Edit
from playground.server.topics.drawing import read_drawn
from playground.server.topics.drawing_frames import ink_bytes
from playground.server.topics.topic import Message, RefusedError, Topic
from playground.teaching import SIZE, TeachingError
from playground.teaching.taught import sentence
from playground.teaching.ways import TITLES

MOST_EDITS = 200
"""Edits that a message may bring; those made already count."""
REFUSAL = "The page has sent no change of the classes."
NOT_TAUGHT = "Give each class a few examples, then press Teach: from then on it answers while you draw."


def read_edits(message: Message) -> list[tuple[int, Edit | None]]:
    """The edits in a message, `{"edits": [[number, {...}], ...]}`, each with its number; None to take one back.

    An edit is `{"do": ...}` with what it is done to: `undo`; `begin`, another class; `drop` and `rename` (`name`) a
    `class`; `add` to a `class` the `drawing`; `remove` an `example`. RefusedError where one is no such thing, or too
    many are.
    """
    sent = message.get("edits")
    if not isinstance(sent, list) or not 0 < len(sent) <= MOST_EDITS:
        raise RefusedError(REFUSAL)
    return [_numbered(each) for each in sent]


def _numbered(sent: object) -> tuple[int, Edit | None]:
    match sent:
        case [number, {"do": str(do), **told}] if (revision := revision_of(number)) is not None:
            return revision, _edit(do, told)
        case _:
            raise RefusedError(REFUSAL)


def _edit(do: str, told: Mapping[object, object]) -> Edit | None:
    of, example, name = _number(told.get("class", 0)), _number(told.get("example", 0)), told.get("name", "")
    if not isinstance(name, str):
        raise RefusedError(REFUSAL)
    match do:
        case "undo":
            return None
        case "begin":
            return lambda own: own.with_class()
        case "drop":
            return lambda own: own.without_class(of)
        case "rename":
            return lambda own: own.renamed(of, name)
        case "remove":
            return lambda own: own.without_example(example)
        case "add":
            return lambda own: own.with_example(of, _drawing(told.get("drawing")))
        case _:
            raise RefusedError(REFUSAL)


def _drawing(sent: object) -> Drawing:
    try:
        return Drawing.from_data(sent)
    except DrawingError as error:
        raise TeachingError(str(error)) from error


def _number(value: object) -> int:
    number = whole(value, HIGHEST_REVISION)
    if number is None:
        raise RefusedError(REFUSAL)
    return number


def _teach(session: Session, message: Message) -> bytes:
    edits = read_edits(message)
    with session.lock:
        for number, edit in edits:
            session.teaching.edit(number, edit)
        session.look()
    return b""


def _classes_state(session: Session, _: Message) -> Hashable:
    return (session.teaching.own, session.teaching.revision)


def _classes(session: Session, message: Message) -> bytes:
    """The classes, and the images of those examples that the browser does not know.

    It knows those up to the number `known`, where the `mark` is that of these classes.
    """
    with session.lock:
        teaching = session.teaching
        known = revision_of(message.get("known")) if message.get("mark") == teaching.mark else None
        own, revision, refusal, undoable = teaching.own, teaching.revision, teaching.refusal, teaching.undoable
    classes = [
        {
            "number": each.number,
            "name": each.name,
            "examples": [example.number for example in each.examples],
            "advice": own.advice(each),
        }
        for each in own.classes
    ]
    examples = [example for each in own.classes for example in each.examples]
    fresh = [example for example in examples if known is None or example.number > known]
    images = np.stack([example.image for example in fresh]) if fresh else np.zeros((0, *SIZE), np.uint8)
    header = {"classes": classes, "revision": revision, "refusal": refusal, "undoable": undoable, "mark": teaching.mark}
    return pack(header, {"images": images, "numbers": np.array([example.number for example in fresh], np.uint32)})


def _draw(session: Session, message: Message) -> bytes:
    drawn = read_drawn(message)
    if drawn is None:
        raise RefusedError("The canvas has sent no drawing.")
    with session.lock:
        session.teaching.canvas.keep(drawn)
    session.notify()
    return b""


def _reading_state(session: Session, _: Message) -> Hashable:
    teaching = session.teaching
    return (teaching.canvas.drawn, teaching.taught, teaching.taught_names)


def _reading(session: Session, _: Message) -> bytes:
    """The sentence of the better way, and the shares of belief of each that is taught already, (ways, classes)."""
    with session.lock:
        drawn, taught, names = session.teaching.canvas.drawn, session.teaching.taught, session.teaching.taught_names
    header = {"kind": "taught", "revision": drawn.revision, "note": None, "sentence": "", "classes": list(names)}
    if taught is None:
        return pack({**header, "sentence": "Nothing is taught yet", "note": NOT_TAUGHT, "ways": []}, {})
    header["ways"] = list(TITLES.values())
    if drawn.drawing.empty:
        return pack(header, {})
    reading = taught.read(drawn.drawing)
    header["sentence"] = sentence(names, reading.shares[taught.best], familiar=reading.familiar)
    shares = np.stack([reading.shares[way] for way in taught.ways]).astype(np.float32)
    return pack(header, {"image": ink_bytes(reading.image), "shares": shares})


TEACH = Topic(_teach)
OWN_CLASSES = Topic(_classes, _classes_state)
TEACH_DRAW = Topic(_draw)
TAUGHT = Topic(_reading, _reading_state)
