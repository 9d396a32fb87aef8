"""The drawing on the canvas: what a browser sends of it, and what a network makes of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from nn.module import Array
from playground.analysis.classification import read_drawing
from playground.analysis.codes.autoencoder import Autoencoder
from playground.analysis.codes.latent_space import latent_space
from playground.analysis.codes.reconstruction import rebuild_drawing
from playground.analysis.interpretability.strokes import occlusion
from playground.datasets.published_file import DataUnavailable
from playground.drawing import Drawing, DrawingError
from playground.experiment import Experiment
from playground.ready.confidence import confidences
from playground.ready.recipes import SMALL_READER
from playground.server.canvas import Drawn
from playground.server.sent_numbers import revision_of
from playground.server.session import Session
from playground.server.topics.drawing_frames import MOST_CODE, pack_answer, pack_rebuilt, strokes_answer
from playground.server.topics.topic import Message, RefusedError, Topic, asked_run, switched_off
from playground.training.run_handle import RunHandle

NO_READER = "Train a digit network first: then it reads along while you draw."
NO_AUTOENCODER = "Train an autoencoder first: then it rebuilds what you draw, while you draw it."


def _draw(session: Session, message: Message) -> bytes:
    drawn = read_drawn(message)
    if drawn is None:
        raise RefusedError("The canvas has sent no drawing.")
    with session.lock:
        session.canvas.keep(drawn)
    session.notify()
    return b""


def _state(session: Session, message: Message) -> Hashable:
    """All that an answer depends on; while the network learns, its weights are asked for."""
    run, canvas = asked_run(session, message), session.canvas
    if run is None:
        return (canvas.drawn, canvas.clearings)
    run.take_in(wait=False)
    run.look("weights")
    off = switched_off(session, run, message)
    return (canvas.drawn, canvas.clearings, run, run.version, session.code_row.choice, session.sure_from(run), off)


def _answer(session: Session, message: Message) -> bytes:
    with session.lock:
        run, drawn = asked_run(session, message), session.canvas.drawn
    answer = _rebuilt if message.get("role") == "autoencoder" else _classes
    return answer(session, run, drawn, message)


def _classes(session: Session, run: RunHandle | None, drawn: Drawn, message: Message) -> bytes:
    if run is None or run.theta is None:
        return pack_answer(drawn.revision, (), None, None, note=NO_READER)
    with session.networks.of(run, message.get("sobel"), switched_off(session, run, message)) as network:
        reading = read_drawing(network, drawn.drawing, centre=drawn.centre)
    doubt = _doubt(session, run, drawn, reading.probabilities)
    return pack_answer(drawn.revision, network.classes, reading.probabilities, reading.image, doubt=doubt)


def _doubt(session: Session, run: RunHandle, drawn: Drawn, shares: Array | None) -> int | None:
    """The second opinion on the drawing, where both together are not sure enough; None where they are."""
    least, second = session.sure_from(run), session.ready.network(session.ready.of(SMALL_READER))
    if least is None or second is None or shares is None:
        return None
    ((confidence,), (other,)) = confidences(shares[None], second, [drawn.drawing])
    return int(other) if confidence < least else None


def _rebuilt(session: Session, run: RunHandle | None, drawn: Drawn, message: Message) -> bytes:
    row = None if run is None else session.code_row.of(run.experiment)
    if run is None or run.theta is None or row is None:
        return pack_rebuilt(drawn.revision, None, None, None, None, None, None, note=NO_AUTOENCODER)
    theta = run.theta
    with session.networks.of(run, off=switched_off(session, run, message)) as network:
        made = rebuild_drawing(Autoencoder(network, row), drawn.drawing, centre=drawn.centre)
    # not while the network changes: they would be old at once
    code_range, errors = (None, None) if run.moving else _of_the_test_digits(run.experiment, theta, row)
    code = made.code if made.code is not None and len(made.code) <= MOST_CODE else None
    return pack_rebuilt(drawn.revision, made.image, made.rebuilt, code, code_range, made.error, errors)


def _of_the_test_digits(
    experiment: Experiment, theta: Array, row: int
) -> tuple[tuple[Array, Array] | None, Array | None]:
    """Lowest and highest codes, and the sorted errors, where the images are to be had."""
    try:
        found = latent_space(experiment, theta, row)
    except DataUnavailable:
        return None, None
    return (None if found.codes.shape[1] > MOST_CODE else found.code_range), found.sorted_errors


def _strokes_state(session: Session, message: Message) -> Hashable:
    """None while the drawing is another one than is asked about: of one that the pen is at, nothing is found out."""
    drawn = session.canvas.drawn
    return _state(session, message) if revision_of(message.get("revision")) == drawn.revision else None


def _strokes(session: Session, message: Message) -> bytes:
    """The answer's share without each part of the drawing, as JSON."""
    with session.lock:
        run, drawn = asked_run(session, message), session.canvas.drawn
    if run is None or run.theta is None:
        raise RefusedError(NO_READER)
    with session.networks.of(run, message.get("sobel"), switched_off(session, run, message)) as network:
        if not network.classes:
            raise RefusedError("This network names no digits.")
        reading = read_drawing(network, drawn.drawing, centre=drawn.centre)
        found = occlusion(network, drawn.drawing, centre=drawn.centre)
    return strokes_answer(drawn, network.classes, reading.probabilities, found)


DRAW = Topic(_draw)
READING = Topic(_answer, _state)
STROKES = Topic(_strokes, _strokes_state)


def read_drawn(message: Mapping[str, Any]) -> Drawn | None:
    """The drawing in a message; None where it holds none."""
    revision, centre = revision_of(message.get("revision")), message.get("centre")
    if revision is None or not isinstance(centre, bool):
        return None
    try:
        return Drawn(Drawing.from_data(message), centre, revision)
    except DrawingError:
        return None
