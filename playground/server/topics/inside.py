"""Topics of the Inside page: the layers' outputs, filters and saliency of a network for an image."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterator

from playground.analysis.interpretability.filter_response import filter_response
from playground.analysis.interpretability.filters import FilterLayer, filter_layers
from playground.analysis.interpretability.frames import filters_frame, image_frame, outputs_frame, saliency_frame
from playground.analysis.interpretability.interpretation import Interpretation
from playground.analysis.interpretability.layer_outputs import layer_outputs
from playground.analysis.interpretability.orientation import in_order_of_angle, orientation
from playground.analysis.interpretability.saliency import saliency
from playground.datasets.published_file import DataUnavailable
from playground.datasets.tasks import shares_of
from playground.experiment.words import with_article
from playground.server.sent_numbers import whole
from playground.server.session import Session
from playground.server.topics.input_image import DRAWING, InputImage, input_image_of
from playground.server.topics.switches import Switches, told_switches
from playground.server.topics.topic import Message, RefusedError, Topic, asked_run, switched_off
from playground.training.finite import overflow_allowed
from playground.training.switches import columns_by_row

SIDE = 256
"""Pixels on the screen of an image that stands alone."""
NO_NETWORK = "Train a digit network first."


def _state(session: Session, message: Message) -> Hashable:
    """All that an answer depends on; while the network learns, its weights are asked for."""
    run = asked_run(session, message)
    if run is None:
        return None
    run.take_in(wait=False)
    run.look("weights")
    drawn = session.canvas.drawn if message.get("source") == DRAWING else None
    off = switched_off(session, run, message)
    return None if run.theta is None else (drawn, run, run.version, off)


@contextlib.contextmanager
def looking(session: Session, message: Message) -> Iterator[tuple[Interpretation, InputImage]]:
    """The network, the caller's alone inside of the context, and the image that a message lets it look at."""
    run = asked_run(session, message)
    if run is None or run.theta is None:
        raise RefusedError(NO_NETWORK)
    with session.networks.of(run, message.get("sobel"), switched_off(session, run, message)) as network:
        seen = Interpretation(network)
        try:
            yield seen, input_image_of(session, seen, message)
        except DataUnavailable as unavailable:
            raise RefusedError(str(unavailable)) from unavailable


def _topic(answer: Callable[[Interpretation, InputImage, Message, Switches], bytes]) -> Topic:
    def answered(session: Session, message: Message) -> bytes:
        switches = told_switches(session, message)
        with looking(session, message) as (seen, input_image):
            return answer(seen, input_image, message, switches)

    return Topic(answered, _state)


def _layers(seen: Interpretation, input_image: InputImage, message: Message, switches: Switches) -> bytes:
    outputs, asked = layer_outputs(seen.network, input_image.inputs), message.get("complete")
    numbers = [whole(number, len(outputs)) for number in asked[: len(outputs)]] if isinstance(asked, list) else []
    complete = {number for number in numbers if number is not None}
    return outputs_frame(
        outputs,
        seen.network.classes,
        input_image.revision,
        complete=complete,
        columns=columns_by_row(seen.network),
        switches=switches,
    )


@overflow_allowed
def _image(seen: Interpretation, input_image: InputImage, _: Message, __: Switches) -> bytes:
    classes, words = seen.network.classes, []
    if classes:
        shares = shares_of(seen.network.model.predict(input_image.inputs[None]))[0]
        best = int(shares.argmax())
        if input_image.label is not None:
            words.append(f"It is {with_article(classes[input_image.label])}.")
        words.append(f"The network takes it for {with_article(classes[best])} ({100 * shares[best]:.0f} %).")
    return image_frame("The image", input_image.image, SIDE, " ".join(words))


def _filters(seen: Interpretation, input_image: InputImage, message: Message, switches: Switches) -> bytes:
    filters, chosen, order = chosen_filters(seen, message)
    fired = filter_response(seen.network, filters, seen.fields(filters.place), input_image.inputs, chosen)
    return filters_frame(
        filters,
        order,
        chosen,
        input_image.image,
        fired,
        complete=message.get("complete") is True,
        column=columns_by_row(seen.network).get(filters.place),
        switches=switches,
    )


def chosen_filters(seen: Interpretation, message: Message) -> tuple[FilterLayer, int, list[int]]:
    """The layer that a message names, its chosen filter, and all its filters' numbers in order."""
    place = whole(message.get("layer"), len(seen.network.model.layers))
    filters = next((each for each in filter_layers(seen.network) if each.place == place), None)
    chosen = None if filters is None else whole(message.get("filter"), len(filters.weights))
    if filters is None or chosen is None:
        raise RefusedError("There is no such filter.")
    if not message.get("by_angle"):
        return filters, chosen, list(range(len(filters.weights)))
    return filters, chosen, in_order_of_angle(*orientation(filters.weights))


@overflow_allowed
def _saliency(seen: Interpretation, input_image: InputImage, _: Message, __: Switches) -> bytes:
    classes = seen.network.classes
    if not classes:
        raise RefusedError("This network names no classes.")
    predicted = int(seen.network.model.forward(input_image.inputs[None])[0].argmax())
    gradient = saliency(seen.network, input_image.inputs, predicted)
    note = f"The predicted class is {with_article(classes[predicted])}."
    return saliency_frame(input_image.image, gradient, SIDE, note, input_image.revision)


LAYERS, IMAGE, FILTERS, SALIENCY = map(_topic, (_layers, _image, _filters, _saliency))
SIGHT = Topic(lambda _session, _message: b"", _state, quick=True)
"""News of another image or network to look at."""
