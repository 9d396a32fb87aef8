"""Tiles of a network on images: the image, weights as images, feature maps with their filters, and the answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from nn.layers import Linear
from nn.layers.convolutions import Convolution
from nn.module import Array
from playground.datasets import Samples
from playground.datasets.image_set import DIGIT_NAMES
from playground.datasets.tasks import Reconstruct, shares_of
from playground.training.evaluation import pictured, targets_of
from playground.training.network_columns import Column
from playground.training.trained_network import TrainedNetwork
from playground.training.unit_tiles import MOST_CELLS, Kind, Tiles, bytes_of

SIDES = (28, 20, 16, 14, 12, 10, 8, 6, 4)
"""Cells along a side of a feature map at most: the first of which there is room for all."""
LONGER = 4
"""A signal's map is one row, and may be so many times as long."""


class ImageTiles:
    """Makes the tiles of a network whose inputs are images: for the first test or validation image of each digit."""

    def __init__(self, network: TrainedNetwork, samples: Samples, columns: Sequence[Column]) -> None:
        images, labels = pictured(samples)
        digits, first = np.unique(labels, return_index=True)
        self._columns, self._last = columns, len(columns) - 1
        self._size = samples.x_train.shape[1:3]
        self._clean = network.prepared.clean(images[first])
        task, shape = network.experiment.dataset.task, network.model.output_shape
        self._rebuilds = isinstance(task, Reconstruct)
        self.images: Sequence[str] = tuple(DIGIT_NAMES[digit] for digit in digits)
        self.inputs = network.inputs(images[first])
        self.learnt = self.inputs, targets_of(task, network.prepared, images[first], labels[first], shape)
        self.learnt_text = f"these {len(first)} images"
        self._kinds = [self._kind(number) for number in range(len(columns))]
        self._side = next((side for side in SIDES if self._cells(side) <= MOST_CELLS), SIDES[-1])

    def names(self, number: int) -> Sequence[str]:
        """Of hidden units, maps or classes; the image, and what is rebuilt of it, need none."""
        match self._kinds[number]:
            case "ink":
                return [""]
            case "share":
                return DIGIT_NAMES
            case kind:
                word = "map" if kind == "maps" else "unit"
                return [f"{word} {unit + 1}" for unit in range(self._columns[number].shown)]

    def of(self, number: int, values: Array) -> Tiles:
        """Those that the column's kind asks for."""
        column, kind = self._columns[number], self._kinds[number]
        values = np.nan_to_num(values)
        if kind == "ink":
            ink = (values if number else self._clean).reshape(-1, 1, *self._size)
            ends = np.array([[0, 1]], np.float32)
            return Tiles(kind, bytes_of(ink, ends), ends, _ranges(ink))
        maps = np.moveaxis(values[..., : column.shown], -1, 1)
        maps = maps.reshape(len(maps), column.shown, 1, -1) if maps.ndim < 4 else maps
        further = {"outputs": maps.mean(axis=(2, 3), dtype=np.float32)}
        if kind == "share":
            ends = np.broadcast_to(np.array([0, 1], np.float32), (column.shown, 2))
            shares = shares_of(values)[:, : column.shown, None, None]
            return Tiles(kind, bytes_of(shares, ends), ends, _ranges(maps), further)
        if kind == "maps":
            drawn = _thinned(maps, self._side)
            filters = _filters(column)
            if filters is not None:
                further["filters"] = bytes_of(filters, _even(filters))
        elif kind == "value":
            drawn = maps
        else:
            drawn = self._weights(number, kind)
        # units of one output each compare within their column
        scales = _even(drawn.reshape(1, 1, -1)).repeat(column.shown, axis=0) if kind == "value" else _even(drawn)
        return Tiles(kind, bytes_of(drawn, scales), scales, _ranges(maps), further)

    def _kind(self, number: int) -> Kind:
        column = self._columns[number]
        if number in (0, self._last):
            return "share" if number and not self._rebuilds else "ink"
        if not isinstance(column.head, Linear):
            return "maps"
        after = self._columns[number + 1].head
        if number == 1:  # what leads to it is of the image, however it was laid out anew
            return "incoming" if len(column.head.params["weights"]) == math.prod(self._size) else "value"
        if number == self._last - 1 and self._rebuilds and isinstance(after, Linear) and column.hands_on:
            return "outgoing" if len(after.params["weights"]) == column.units else "value"
        return "value"

    def _weights(self, number: int, kind: Kind) -> Array:
        """Weights from, or to, each pixel of the image, for the shown units of a column: (1, units, rows, columns)."""
        shown, head = self._columns[number].shown, self._columns[number + (kind == "outgoing")].head
        assert head is not None
        weights = head.params["weights"]
        rows = weights[:shown] if kind == "outgoing" else weights[:, :shown].T
        return np.nan_to_num(rows).reshape(1, shown, *self._size)

    def _cells(self, side: int) -> int:
        """Cells of all tiles, where those of feature maps have this side."""
        count = 0
        for column, kind in zip(self._columns, self._kinds, strict=True):
            if kind in ("incoming", "outgoing"):
                count += column.shown * math.prod(self._size)
            elif kind == "ink":
                count += len(self.images) * math.prod(self._size)
            elif kind == "maps":
                count += len(self.images) * column.shown * math.prod(_thin(_map_size(column), side))
            else:
                count += len(self.images) * column.shown
        return count


def _ranges(maps: Array) -> Array:
    """The lowest and highest value of each unit of maps (images, units, rows, columns)."""
    low, high = maps.min(axis=(0, 2, 3)), maps.max(axis=(0, 2, 3))
    return np.stack([low, high], axis=1).astype(np.float32)


def _even(maps: Array) -> Array:
    """For each unit of maps (..., units, rows, columns) a scale that is even about zero, and holds all its values."""
    units = np.moveaxis(maps, -3, 0)
    most = np.abs(units.reshape(len(units), -1)).max(axis=1)
    return np.stack([-most, most], axis=1).astype(np.float32)


def _filters(column: Column) -> Array | None:
    """A convolution's shown filters (units, rows, columns), added up over the maps that they look at."""
    head = column.head
    if not isinstance(head, Convolution):
        return None
    weights = np.nan_to_num(head.params["weights"][..., : column.shown]).sum(axis=-2)
    filters: Array = np.moveaxis(weights, -1, 0).reshape(column.shown, -1, head.kernel)
    return filters


def _map_size(column: Column) -> tuple[int, int]:
    layer = column.modules[column.seen - 1]
    shape = layer.output_shape(layer.shape)[:-1]
    return (shape[0], shape[1]) if len(shape) == 2 else (1, math.prod(shape))


def _thin(size: tuple[int, int], side: int) -> tuple[int, int]:
    rows, columns = size
    return min(rows, side), min(columns, side * (LONGER if rows == 1 else 1))


def _thinned(maps: Array, side: int) -> Array:
    """Maps (..., rows, columns) with at most so many cells along a side, evenly chosen."""
    size = (maps.shape[-2], maps.shape[-1])
    picked = [
        ((np.arange(few) + 0.5) * all_of_them / few).astype(int)
        for few, all_of_them in zip(_thin(size, side), size, strict=True)
    ]
    return maps if size == _thin(size, side) else maps[..., picked[0][:, None], picked[1]]
