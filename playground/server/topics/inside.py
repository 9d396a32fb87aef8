"""Topics of the Inside page: the layers' outputs, filters and saliency of the digit network for an image."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterator

import numpy as np

from playground.analysis.interpretability.filter_response import firing
from playground.analysis.interpretability.filters import FilterLayer, filter_layers
from playground.analysis.interpretability.frames import filters_frame, image_frame, outputs_frame, saliency_frame
from playground.analysis.interpretability.interpretation import Interpretation
from playground.analysis.interpretability.layer_outputs import layer_outputs
from playground.analysis.interpretability.orientation import orientation
from playground.analysis.interpretability.saliency import saliency
from playground.datasets.published_file import DataUnavailable
from playground.datasets.tasks import shares_of
from playground.experiment.words import with_article
from playground.server.sent_numbers import whole
from playground.server.session import Session
from playground.server.topics.looked_at import DRAWING, LookedAt, look_at
from playground.server.topics.topic import Message, RefusedError, Topic
from playground.training.finite import overflow_allowed

SIDE = 256
"""Pixels on the screen of an image that stands alone."""
NO_NETWORK = "Train a digit network first."


def _state(session: Session, message: Message) -> Hashable:
    """All that an answer depends on; while the network learns, its weights are asked for."""
    run = session.digit_run
    if run is None:
        return None
    run.take_in(wait=False)
    run.look("weights")
    drawn = session.canvas.drawn if message.get("source") == DRAWING else None
    return None if run.theta is None else (drawn, run, run.version)


@contextlib.contextmanager
def looking(session: Session, message: Message) -> Iterator[tuple[Interpretation, LookedAt]]:
    """The digit network, the caller's alone inside of the context, and the image that a message lets it look at."""
    run = session.digit_run
    if run is None or run.theta is None:
        raise RefusedError(NO_NETWORK)
    with session.networks.of(run, message.get("sobel")) as network:
        seen = Interpretation(network)
        try:
            yield seen, look_at(session, seen, message)
        except DataUnavailable as unavailable:
            raise RefusedError(str(unavailable)) from unavailable


def _topic(answer: Callable[[Interpretation, LookedAt, Message], bytes]) -> Topic:
    def answered(session: Session, message: Message) -> bytes:
        with looking(session, message) as (seen, looked_at):
            return answer(seen, looked_at, message)

    return Topic(answered, _state)


def _layers(seen: Interpretation, looked_at: LookedAt, _: Message) -> bytes:
    outputs = layer_outputs(seen.network, looked_at.inputs)
    return outputs_frame(outputs, seen.network.classes, looked_at.revision)


@overflow_allowed
def _image(seen: Interpretation, looked_at: LookedAt, _: Message) -> bytes:
    classes, words = seen.network.classes, []
    if classes:
        shares = shares_of(seen.network.model.predict(looked_at.inputs[None]))[0]
        best = int(shares.argmax())
        if looked_at.label is not None:
            words.append(f"It is {with_article(classes[looked_at.label])}.")
        words.append(f"The network takes it for {with_article(classes[best])} ({100 * shares[best]:.0f} %).")
    return image_frame("The image", looked_at.image, SIDE, " ".join(words))


def _filters(seen: Interpretation, looked_at: LookedAt, message: Message) -> bytes:
    filters, chosen, order = chosen_filters(seen, message)
    fired = firing(seen.network, filters, seen.fields(filters.place), looked_at.inputs, chosen)
    return filters_frame(filters, order, chosen, looked_at.image, fired)


def chosen_filters(seen: Interpretation, message: Message) -> tuple[FilterLayer, int, list[int]]:
    """The layer that a message names, its chosen filter, and all its filters' numbers in order."""
    place = whole(message.get("layer"), len(seen.network.model.layers))
    filters = next((each for each in filter_layers(seen.network) if each.place == place), None)
    chosen = None if filters is None else whole(message.get("filter"), len(filters.weights))
    if filters is None or chosen is None:
        raise RefusedError("There is no such filter.")
    if not message.get("by_angle"):
        return filters, chosen, list(range(len(filters.weights)))
    angles, _ = orientation(filters.weights)
    return filters, chosen, np.argsort(angles, kind="stable").tolist()


@overflow_allowed
def _saliency(seen: Interpretation, looked_at: LookedAt, _: Message) -> bytes:
    classes = seen.network.classes
    if not classes:
        raise RefusedError("This network names no classes.")
    predicted = int(seen.network.model.forward(looked_at.inputs[None])[0].argmax())
    gradient = saliency(seen.network, looked_at.inputs, predicted)
    note = f"The predicted class is {with_article(classes[predicted])}."
    return saliency_frame(looked_at.image, gradient, SIDE, note, looked_at.revision)


LAYERS, IMAGE, FILTERS, SALIENCY = map(_topic, (_layers, _image, _filters, _saliency))
SIGHT = Topic(lambda _session, _message: b"", _state, quick=True)
"""News of another image or network to look at."""
