"""Frames of the Inside page's pictures, as bytes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.module import Array
from playground.analysis.interpretability.filter_response import FilterResponse
from playground.analysis.interpretability.filters import FilterLayer
from playground.analysis.interpretability.layer_outputs import LayerOutput
from playground.analysis.interpretability.orientation import CLEAR, orientation
from playground.analysis.interpretability.pictures import MOST_TILES, block, largest, rounded, signed_bytes, usual
from playground.datasets.image_set import grey_bytes
from playground.processes.wire import pack

INPUT_SIDE = 96
"""Pixels on the screen of the input, which stands beside the output."""


def outputs_frame(
    outputs: Sequence[LayerOutput],
    classes: tuple[str, ...],
    revision: int = 0,
    *,
    complete: Collection[int] = (),
    columns: Mapping[int, int] | None = None,
    switches: Mapping[str, Any] | None = None,
) -> bytes:
    """Every layer's output, the input first.

    Args:
        outputs: As `layer_outputs` gives them.
        classes: Names for what has a value for each class.
        revision: That of the drawing which the pictures are of.
        complete: Numbers of those that are given with all their channels.
        columns: The network's column of each row of the stack whose units can be switched off.
        switches: What the browser is told of those that are.
    """
    first, *others = outputs
    blocks = [block(first.name, first.values, ink=True, side=INPUT_SIDE)]
    for number, output in enumerate(others, 1):
        column = (columns or {}).get(number - 1)
        name = f"Output: {output.name}" if output is others[-1] else output.name
        blocks.append(block(name, output.values, classes=classes, complete=number in complete, column=column))
    return _frame("shared", blocks, revision=revision, switches=switches)


def image_frame(name: str, image: Array, side: int, note: str = "") -> bytes:
    """An image of ink, 0..1 or as bytes (rows, columns, 1), alone, about `side` pixels large on the screen."""
    return _frame("none", [block(name, image, ink=True, side=side)], note=note)


def saliency_frame(image: Array, gradient: Array, side: int, note: str = "", revision: int = 0) -> bytes:
    """A gradient (rows, columns, 1) over the image that it is for, ink (rows, columns, 1), and alone."""
    over = block("Saliency over the image", gradient, side=side, under="image")
    blocks = [over, block("Saliency", gradient, side=side)]
    return _frame("own", blocks, note=note, revision=revision, image=grey_bytes(image)[..., 0])


def _frame(
    legend: str,
    blocks: Sequence[tuple[dict[str, Any], Array]],
    *,
    note: str = "",
    revision: int = 0,
    switches: Mapping[str, Any] | None = None,
    **arrays: Array,
) -> bytes:
    pictures = {str(number): pixels for number, (_, pixels) in enumerate(blocks)}
    header = {"legend": legend, "blocks": [words for words, _ in blocks], "note": note, "revision": revision}
    header["switches"] = switches
    return pack(header, {**pictures, **arrays})


@dataclass(frozen=True, eq=False)
class Exciting:
    """The images that excite a filter most, strongest first.

    `images` and `seen`, which pixels the filter looked at there, are (n, rows, columns, 1) and (n, rows, columns);
    `names` are those of their classes.
    """

    images: Array
    seen: Array
    names: Sequence[str]
    values: Array

    def frame(self, **header: Any) -> bytes:
        """It all as bytes, with more parts of the header."""
        values = [rounded(value) for value in self.values]
        arrays = {"best": grey_bytes(self.images)[..., 0], "seen": self.seen.astype(np.uint8)}
        return pack({**header, "names": list(self.names), "values": values}, arrays)


def filters_frame(
    filters: FilterLayer,
    order: Sequence[int],
    chosen: int,
    image: Array,
    firing: FilterResponse,
    *,
    complete: bool = False,
    column: int | None = None,
    switches: Mapping[str, Any] | None = None,
) -> bytes:
    """All filters of a layer, in `order`, and the `chosen` one's answer to an image of ink (rows, columns, 1).

    Its weights are given `complete`, or for the first `MOST_TILES` of the channels that it reads. `column` is the
    network's that the filters stand in, where they can be switched off, and `switches` what the browser is told of
    those that are.
    """
    angles, coherences = orientation(filters.weights)
    pictures, most = filters.pictures(), usual(filters.weights)
    own = filters.weights[chosen]
    slices = np.moveaxis(own, -1, 0)
    header = {
        "layer": filters.name,
        "slides": filters.slides,
        "column": column,
        "switches": switches,
        "channels": own.shape[-1],
        "order": list(order),
        "angles": [
            round(float(angle)) % 180 if coherence >= CLEAR else None
            for angle, coherence in zip(angles, coherences, strict=True)
        ],
        "coherences": [rounded(coherence) for coherence in coherences],
        "chosen": chosen,
        "weights": {"low": rounded(own.min()), "high": rounded(own.max()), "scale": largest(own)},
        "firing": {"low": rounded(firing.values.min()), "high": rounded(firing.values.max())},
        "output": rounded(firing.output),
    }
    arrays = {
        "kernels": signed_bytes(pictures, most),
        "slices": signed_bytes(slices if complete else slices[:MOST_TILES], largest(own)),
        "image": grey_bytes(image)[..., 0],
        "firing": signed_bytes(firing.values, largest(firing.values)),
    }
    if firing.on_image is not None:
        arrays["over"] = signed_bytes(firing.on_image, largest(firing.values))
    return pack(header, arrays)
