"""A drawing as an autoencoder rebuilds it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.codes.autoencoder import Autoencoder
from playground.drawing import Drawing, image_of


@dataclass(frozen=True, eq=False)
class Rebuilding:
    """A drawing as the network saw it, (rows, columns) of ink, and, unless it is empty, as it was rebuilt.

    `rebuilt` is of the same shape, `code` (k,), `error` their mean squared difference a pixel.
    """

    image: Array
    rebuilt: Array | None
    code: Array | None
    error: float | None


def rebuild_drawing(autoencoder: Autoencoder, drawing: Drawing, *, centre: bool) -> Rebuilding:
    """Show the drawing, prepared as the network's samples are, to the autoencoder."""
    rows, columns, _ = autoencoder.network.shape
    image = image_of(drawing, (rows, columns), centre=centre)[None]
    clean = autoencoder.clean(image)[0, ..., 0]
    if drawing.empty:
        return Rebuilding(clean, None, None, None)
    code = np.nan_to_num(autoencoder.encode(image))
    rebuilt = autoencoder.decode(code)[0]
    return Rebuilding(clean, rebuilt, code[0], float(np.mean((rebuilt - clean) ** 2)))
