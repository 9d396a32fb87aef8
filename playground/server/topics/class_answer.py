"""Answers to a drawing of a network that tells digits apart, as the canvas reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nn.module import Array
from playground.processes.wire import pack
from playground.server.topics.canvas_frame import ink_bytes


def pack_answer(
    revision: int,
    classes: Sequence[str],
    probabilities: Array | None,
    image: Array | None,
    note: str | None = None,
) -> bytes:
    """Pack the class probabilities that the canvas shows beside the drawing.

    Args:
        revision: That of the drawing which this is the answer to; 0 before there is one.
        classes: The class names, in the order of the network's outputs.
        probabilities: One for each class, (classes,); None where there is nothing to say, as of an empty drawing.
        image: What the network saw, (rows, columns) or (rows, columns, 1), ink 0..1.
        note: A sentence under the answer: why there is none, or how far to trust it.

    Raises:
        ValueError: Where the probabilities do not fit the classes, the image has no two axes, or a value is not finite.
    """
    header = {"kind": "classes", "revision": revision, "note": note, "classes": list(classes)}
    arrays: dict[str, Array] = {}
    if probabilities is not None:
        if probabilities.shape != (len(classes),) or not np.isfinite(probabilities).all():
            raise ValueError(f"{len(classes)} classes need as many finite probabilities; got {probabilities.shape}.")
        arrays["probabilities"] = probabilities.astype(np.float32)
    if image is not None:
        arrays["image"] = ink_bytes(image)
    return pack(header, arrays)
