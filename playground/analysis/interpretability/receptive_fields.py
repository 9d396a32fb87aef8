"""Receptive fields: the pixels that each position of a layer's output sees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nn.module import Array
from playground.training.trained_network import TrainedNetwork

Booleans = npt.NDArray[np.bool_]
BATCH = 256


@dataclass(frozen=True, eq=False)
class ReceptiveFields:
    """`seen` is (positions, rows, columns): whether a position of the output, in the order of reading, sees a pixel."""

    seen: Booleans
    positions: tuple[int, ...]
    """The output's shape without channels: (rows, columns) of an image, (length,) of a signal, () of a vector."""

    @property
    def local(self) -> bool:
        """Whether positions see less than the whole image."""
        return not self.seen.all()

    def on_image(self, values: Array) -> Array:
        """Values (*positions), each put on the pixel in the middle of what it sees; 0 where no middle is near.

        Returns (rows, columns). Zeros around the image hide a part of what positions at its edge see: that part counts.
        """
        rows, columns = self.seen.shape[1:]
        if len(self.positions) == 1:
            return self._along(self.seen.reshape(len(self.seen), -1), values).reshape(rows, columns)
        grid = self.seen.reshape(*self.positions, rows, columns)
        sees_row, sees_column = np.any(grid[:, 0], axis=-1), np.any(grid[0], axis=-2)
        return self._along(sees_column, self._along(sees_row, values).T).T

    def _along(self, seen: Booleans, values: Array) -> Array:
        """Spread values along their first axis, from the positions of `seen` (positions, pixels) to its pixels."""
        count, pixels = seen.shape
        first, last = seen.argmax(axis=1), pixels - 1 - seen[:, ::-1].argmax(axis=1)
        length = (last - first).max()
        cut_before = (last - first < length) & (first == 0)
        middle = np.where(cut_before, last - length / 2, first + length / 2)
        step = (middle[-1] - middle[0]) / (count - 1) if count > 1 else 1.0
        distance = np.abs(np.arange(pixels)[:, None] - middle)
        spread: Array = values[distance.argmin(axis=1)].copy()
        spread[distance.min(axis=1) > max(step, 1) / 2 + 0.01] = 0
        return spread


def receptive_fields(network: TrainedNetwork, place: int) -> ReceptiveFields:
    """What the positions of the output of the stack's layer `place`, from 0, see; float32 networks and 64 alike.

    One pixel after the other is made NaN: whatever depends on it, through any layers, becomes NaN as well.
    """
    shape = network.shape
    pixels = shape[0] * shape[1]
    parts = []
    with np.errstate(invalid="ignore"):
        for start in range(0, pixels, BATCH):
            count = min(BATCH, pixels - start)
            values = np.zeros((count, pixels, *shape[2:]), network.model.dtype)
            values[np.arange(count), start + np.arange(count)] = np.nan
            values = network.layer_output(place, values.reshape(count, *shape))
            parts.append(np.isnan(values).any(axis=-1).reshape(count, -1))
    seen = np.concatenate(parts).T.reshape(-1, *shape[:2])
    return ReceptiveFields(seen, values.shape[1:-1])
