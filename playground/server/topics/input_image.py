"""The image that a network looks at on the Inside page: the drawing, a test image, or bars at an angle."""

from __future__ import annotations

from dataclasses import dataclass

from nn.module import Array
from playground.analysis.interpretability.gratings import bars
from playground.analysis.interpretability.interpretation import Interpretation
from playground.drawing import image_of
from playground.server.sent_numbers import finite, whole
from playground.server.session import Session
from playground.server.topics.topic import Message, RefusedError

DRAWING, TEST_IMAGE, BARS = "Drawing", "Test image", "Bars"
"""Sources of an image, as a message names them."""
FULL_TURN = 360.0


@dataclass(frozen=True, eq=False)
class InputImage:
    """An image (rows, columns, 1) of ink, 0..1 or as bytes, and what the network is shown of it, float32.

    `revision` is the drawing's, `label` the test image's.
    """

    image: Array
    inputs: Array
    revision: int
    label: int | None = None


def input_image_of(session: Session, seen: Interpretation, message: Message) -> InputImage:
    """The image that a message names. Raises RefusedError where it names none, and DataUnavailable."""
    drawn, (rows, columns, _) = session.canvas.drawn, seen.network.shape
    source, label = message.get("source"), None
    if source == DRAWING:
        image = image_of(drawn.drawing, (rows, columns), centre=drawn.centre)
    elif source == TEST_IMAGE:
        samples = seen.samples
        number = whole(message.get("image"), len(samples.x_test))
        if number is None:
            raise RefusedError("There is no such test image.")
        image, label = samples.x_test[number], int(samples.y_test[number])
    elif source == BARS:
        image = _bars((rows, columns), message)
    else:
        raise RefusedError("It is not said what the network is to look at.")
    return InputImage(image, seen.network.inputs(image[None])[0], drawn.revision, label)


def _bars(size: tuple[int, int], message: Message) -> Array:
    angle = finite(message.get("angle"), FULL_TURN)
    width, phase = finite(message.get("width"), float(max(size))), finite(message.get("phase"), 1.0)
    if angle is None or width is None or phase is None:
        raise RefusedError("Bars have an angle, a width and a phase.")
    return bars(size, angle=angle, width=max(1.0, width), phase=phase)
