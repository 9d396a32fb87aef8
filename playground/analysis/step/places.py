"""Places of values within a sample, in words and as indices, counted from 1 where a person reads them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nn.module import Array, Shape
from playground.analysis.step.recording import Row, Step

Place = tuple[int, ...]
"""Index of a value within a sample, from 0."""
Places = tuple[Array, ...]
"""Indices (m,) of values of a batch: the sample's first."""


def place_text(place: Place, shape: Shape) -> str:
    """A place in words: 5 of flat values; at 2, channel 1 of a signal; at (2, 3) of an image of one channel."""
    ones = [index + 1 for index in place]
    if len(shape) == 1:
        return str(ones[0])
    *position, channel = ones
    where = f"at {position[0]}" if len(position) == 1 else f"at ({', '.join(map(str, position))})"
    return where if shape[-1] == 1 else f"{where}, channel {channel}"


def labels(noun: str, places: Places, shape: Shape, sample: int | None = None) -> Callable[[int], str]:
    """What gives each of the values its name: input 5; of sample 3, input 5 where that is not `sample`."""

    def label(number: int) -> str:
        of, *place = (int(axis[number]) for axis in places)
        own = f"{noun} {place_text(tuple(place), shape)}"
        return own if of == sample else f"sample {of + 1}, {own}"

    return label


def row_text(step: Step, row: int) -> str:
    """A row of the stack in words: row 2, Tanh."""
    return f"row {row + 1}, {step.rows[row].layer.title()}"


def require_place(values: Array, sample: int, place: Place, what: str) -> None:
    """Raise ValueError unless values (n, *shape) have the place."""
    index = (sample, *place)
    if len(index) != values.ndim or not all(0 <= at < size for at, size in zip(index, values.shape, strict=True)):
        raise ValueError(
            f"There is no {what} {place} of sample {sample}: samples run from 0 to {len(values) - 1}, "
            f"and each has {' × '.join(map(str, values.shape[1:]))} of them."
        )


def require_row(step: Step, row: int) -> Row:
    """The row, from 0; ValueError where the network has none such."""
    if not 0 <= row < len(step.rows):
        raise ValueError(f"There is no row {row}: rows run from 0 to {len(step.rows) - 1}.")
    return step.rows[row]


def channels_at(place: Place, count: int, sample: int) -> Places:
    """All `count` channels at the position of a place."""
    channels = np.arange(count)
    return *(np.full(count, index) for index in (sample, *place[:-1])), channels


def grid(sample: int, *axes: Array) -> Places:
    """All places whose indices along each axis are among these, in the order of reading."""
    each = np.meshgrid(*axes, indexing="ij")
    return np.full(each[0].size, sample), *(axis.ravel() for axis in each)
