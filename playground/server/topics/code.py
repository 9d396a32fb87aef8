"""The selected code: what the sliders and the map tell of it, and what they are answered."""

from __future__ import annotations

from collections.abc import Hashable

from playground.analysis.codes.autoencoder import Autoencoder
from playground.analysis.codes.reconstruction import rebuild_drawing
from playground.experiment.words import with_article
from playground.server.code_selection import SelectedCode
from playground.server.session import Session
from playground.server.topics.code_frames import MOST_NUMBERS, pack_marks, pack_walk
from playground.server.topics.code_messages import read_pick, read_walk
from playground.server.topics.topic import Message, RefusedError, Topic

NO_MAP = "There is no map of codes on the page."


def _move(session: Session, message: Message) -> bytes:
    with session.lock:
        walk = read_walk(message, len(_held(session).code))
        if walk is None:
            raise RefusedError("The sliders have sent no code that fits the network's.")
        session.code_selection.move(walk.code, walk.revision)
    session.notify()
    return b""


def _pick(session: Session, message: Message) -> bytes:
    with session.lock:
        pick = read_pick(message, len(_held(session).places.points))
        if pick is None:
            raise RefusedError("The map has sent no place of its own.")
        session.code_selection.pick(pick.place, pick.nearest, pick.revision)
    session.notify()
    return b""


def _held(session: Session) -> SelectedCode:
    held = session.code_selection.held
    if held is None:
        raise RefusedError(NO_MAP)
    return held


def _decoded_state(session: Session, _: Message) -> Hashable:
    held = session.code_selection.held
    return None if held is None or len(held.code) > MOST_NUMBERS else (held, held.run.version)


def _decoded(session: Session, _: Message) -> bytes:
    held = _held(session)
    known, picked, note = held.known, None, None
    if held.picked is not None:
        picked = known.codes[held.picked]
        note = f"Picked: test image {held.picked + 1:,}, {with_article(int(known.labels[held.picked]))}."
    with session.networks.of(held.run) as network:
        image = Autoencoder(network, known.row).decode(held.code[None])[0]
    return pack_walk(held.moves, held.code, known.ranges, known.mean_code, image, picked=picked, note=note)


def _marks_state(session: Session, _: Message) -> Hashable:
    held = session.code_selection.held
    return None if held is None else (held, held.run.version, session.canvas.drawn)


def _marks(session: Session, _: Message) -> bytes:
    held, drawn = _held(session), session.canvas.drawn
    known, places, picked = held.known, held.places, held.picked
    with session.networks.of(held.run) as network:
        own = rebuild_drawing(Autoencoder(network, known.row), drawn.drawing, centre=drawn.centre).code
    return pack_marks(
        held.picks,
        place=places.of(known, held.code),
        picked=picked if picked is not None and picked < len(places.points) else None,
        drawn=None if own is None else places.of(known, own),
        drawn_title="Your drawing",
    )


CODE = Topic(_move)
PICK = Topic(_pick)
DECODED = Topic(_decoded, _decoded_state)
MARKS = Topic(_marks, _marks_state)
