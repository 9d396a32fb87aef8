"""Tiles of the network picture: what each unit of a column looks like, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np

from nn.module import Array
from playground.training.network_columns import Column

Kind = Literal["plane", "ink", "incoming", "outgoing", "maps", "value", "share"]
MOST_CELLS = 42_000
"""Cells of all tiles of a frame, a byte each, so that no frame is large."""


@dataclass(frozen=True, eq=False)
class Tiles:
    """Tiles of a column's shown units.

    `cells` are uint8 (images, units, rows, columns), in which 0 and 255 are the ends of each unit's scale, float32
    (units, 2). `ranges`, likewise, are the lowest and highest output. `further` arrays go into the frame with the
    column's number behind their names. The kinds: "plane", outputs over the plane; "ink", the image itself;
    "incoming" and "outgoing", weights from or to each pixel of the image; "maps", a convolution's outputs; "value", one
    output; "share", the belief in a class.
    """

    kind: Kind
    cells: Array
    scales: Array
    ranges: Array
    further: Mapping[str, Array] = field(default_factory=dict)


class UnitTiles(Protocol):
    """Maker of the tiles of one experiment's network."""

    inputs: Array
    """What the network is shown, (n, *shape)."""
    learnt: tuple[Array, Array]
    """Inputs and targets whose cost the gradients are of."""
    images: Sequence[str]
    """Names of the images that outputs are of; none where they are over the plane."""
    learnt_text: str
    """What these are, in words."""

    def names(self, number: int) -> Sequence[str]:
        """Names of the shown units of the column `number`."""

    def of(self, number: int, values: Array) -> Tiles:
        """Tiles of the column `number`, whose units give `values` for the inputs."""


def role_of(number: int, columns: Sequence[Column]) -> str:
    """Part of the column `number` in the network: the first one's are the inputs, also where it is the only one."""
    return "inputs" if number == 0 else "outputs" if number == len(columns) - 1 else "hidden"


def bytes_of(values: Array, scales: Array) -> Array:
    """Values (..., units, rows, columns) as uint8: 0 and 255 are the ends of each unit's scale (units, 2)."""
    low, high = scales[:, :1, None], scales[:, 1:, None]
    steps = 255 / np.where(high > low, high - low, 1)
    shares = np.clip(np.nan_to_num((values - low) * steps), 0, 255)
    return (shares + 0.5).astype(np.uint8)
