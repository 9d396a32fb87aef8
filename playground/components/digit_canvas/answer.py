"""What the canvas is told of a network that tells digits apart: its answer to a drawing, as bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import numpy as np

from nn.module import Array
from playground.components.digit_canvas.canvas_state import CanvasState, canvas_header, ink_bytes
from playground.wire import pack


def pack_answer(
    revision: int,
    classes: Sequence[str],
    probabilities: Array | None,
    image: Array | None,
    **state: Unpack[CanvasState],
) -> bytes:
    """What the canvas shows beside the drawing.

    Args:
        revision: The `CanvasDrawing.revision` that this is the answer to; 0 before there is one.
        classes: The class names, in the order of the network's outputs.
        probabilities: One for each class, (classes,); None where there is nothing to say, as of an empty drawing.
        image: What the network saw, (rows, columns) or (rows, columns, 1), ink 0..1.
        state: See `CanvasState`.

    Raises:
        ValueError: Where the probabilities do not fit the classes, the image has no two axes, or a value is not finite.
    """
    header = canvas_header("classes", revision, state) | {"classes": list(classes)}
    arrays: dict[str, Array] = {}
    if probabilities is not None:
        if probabilities.shape != (len(classes),) or not np.isfinite(probabilities).all():
            raise ValueError(f"{len(classes)} classes need as many finite probabilities; got {probabilities.shape}.")
        arrays["probabilities"] = probabilities.astype(np.float32)
    if image is not None:
        arrays["image"] = ink_bytes(image)
    return pack(header, arrays)
