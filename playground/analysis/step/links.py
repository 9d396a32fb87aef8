"""Links between a layer's inputs and outputs: which inputs make an output, which outputs an input reaches.

The weight of a link is the slope of the output by the input, and where an output is a weighted sum, the weight there.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nn.layers.activations import Softmax
from nn.layers.batch_norm import BatchNorm
from nn.layers.convolutions import Convolution
from nn.layers.dropout import Dropout
from nn.layers.layer_norm import LayerNorm
from nn.layers.linear import Linear
from nn.layers.pools import AveragePool, Pool
from nn.layers.pools_global import GlobalAveragePool
from nn.layers.residual import Residual
from nn.layers.shapes import Relabelling, Upsample2D
from nn.module import Array, Module
from nn.registry import copy_of
from nn.windows import Windows
from playground.analysis.step.passes import alone
from playground.analysis.step.places import Place, Places, channels_at, grid
from playground.analysis.step.recording import Row

MOST_TRIED = 1 << 20
"""Values that may pass through a layer of which nothing is known, to find out what an input reaches."""


class Links(NamedTuple):
    """Places (m,) along each axis, the sample first, and the weights of the links to them (m,)."""

    places: Places
    weights: Array


@functools.singledispatch
def sees(layer: Module, row: Row, sample: int, place: Place) -> Links | None:
    """The inputs whose weighted sum, but for a bias, an output is; None where it is no such sum."""
    return None


@functools.singledispatch
def reaches(layer: Module, row: Row, sample: int, place: Place) -> Links | None:
    """The outputs that an input reaches; None where that cannot be told."""
    if layer.elementwise:
        return _one((sample, *place), slope_at(layer, row.inputs[(sample, *place)]))
    return tried(layer, row, sample, place)


def _one(place: Sequence[int], weight: float) -> Links:
    return Links(tuple(np.array([index]) for index in place), np.array([weight]))


def slope_at(layer: Module, value: float) -> float:
    """Slope of an activation at a value, as its backward pass has it."""
    single = copy_of(layer)
    single.shape, single.dtype = (1,), layer.dtype
    _, back = alone(single, np.array([[value]], layer.dtype))
    return float(back(np.ones((1, 1), layer.dtype))[0, 0])


def tried(layer: Module, row: Row, sample: int, place: Place) -> Links | None:
    """Links as backward finds them, of a slope of 1 at each output in turn, each in a copy of the sample."""
    shape = row.outputs.shape[1:]
    count = math.prod(shape)
    if count * (count + row.inputs[0].size) > MOST_TRIED:
        return None
    _, back = alone(layer, np.repeat(row.inputs[sample : sample + 1], count, axis=0))
    slopes = np.moveaxis(back(np.eye(count, dtype=row.outputs.dtype).reshape(count, *shape)), 0, -1)[place]
    reached = np.flatnonzero(slopes)
    return Links((np.full(len(reached), sample), *np.unravel_index(reached, shape)), slopes[reached])


@sees.register
def _(layer: Linear, row: Row, sample: int, place: Place) -> Links:
    weights = row.parameters["weights"].before
    return Links(grid(sample, np.arange(len(weights))), weights[:, place[0]])


@reaches.register
def _(layer: Linear, row: Row, sample: int, place: Place) -> Links:
    weights = row.parameters["weights"].before[place[0]]
    return Links(grid(sample, np.arange(len(weights))), weights)


def corner(axes: Sequence[Windows], position: Sequence[int]) -> tuple[int, ...]:
    """Where a window begins: below 0 where that is padding."""
    return tuple(at * along.stride - along.before for along, at in zip(axes, position, strict=True))


def inside(axes: Sequence[Windows], position: Sequence[int]) -> list[Array]:
    """Offsets along each axis at which a window lies on the input."""
    starts = corner(axes, position)
    return [
        np.arange(max(0, -start), min(along.size, along.length - start))
        for along, start in zip(axes, starts, strict=True)
    ]


def windows_at(axes: Sequence[Windows], position: Sequence[int]) -> tuple[list[Array], list[Array]]:
    """The windows along each axis in which a position lies, and at which offsets."""
    windows, offsets = [], []
    for along, at in zip(axes, position, strict=True):
        offset = at + along.before - np.arange(along.count) * along.stride
        lies = (offset >= 0) & (offset < along.size)
        windows.append(np.flatnonzero(lies))
        offsets.append(offset[lies])
    return windows, offsets


@sees.register
def _(layer: Convolution, row: Row, sample: int, place: Place) -> Links:
    axes, weights = layer.windows_over(layer.shape), row.parameters["weights"].before
    offsets, channels = inside(axes, place[:-1]), np.arange(weights.shape[-2])
    positions = [start + offset for start, offset in zip(corner(axes, place[:-1]), offsets, strict=True)]
    return Links(grid(sample, *positions, channels), weights[np.ix_(*offsets, channels)][..., place[-1]].ravel())


@reaches.register
def _(layer: Convolution, row: Row, sample: int, place: Place) -> Links:
    weights = row.parameters["weights"].before[..., place[-1], :]
    windows, offsets = windows_at(layer.windows_over(layer.shape), place[:-1])
    channels = np.arange(weights.shape[-1])
    return Links(grid(sample, *windows, channels), weights[np.ix_(*offsets, channels)].ravel())


@sees.register
def _(layer: Pool, row: Row, sample: int, place: Place) -> Links:
    axes = layer.windows_over(layer.shape)
    starts, offsets = corner(axes, place[:-1]), inside(axes, place[:-1])
    positions = [start + offset for start, offset in zip(starts, offsets, strict=True)]
    places = grid(sample, *positions, np.array(place[-1:]))
    count = len(places[0])
    if isinstance(layer, AveragePool):
        return Links(places, np.full(count, 1 / count))
    # of equals the first has all
    return Links(places, np.arange(count) == row.inputs[places].argmax())


@reaches.register
def _(layer: Pool, row: Row, sample: int, place: Place) -> Links:
    windows, _ = windows_at(layer.windows_over(layer.shape), place[:-1])
    places = grid(sample, *windows, np.array(place[-1:]))
    return Links(
        places, np.array([_share(layer, row, sample, window, place) for window in zip(*places[1:], strict=True)])
    )


def _share(layer: Pool, row: Row, sample: int, window: Place, place: Place) -> float:
    links = sees(layer, row, sample, window)
    assert links is not None
    here = np.logical_and.reduce([axis == at for axis, at in zip(links.places[1:], place, strict=True)])
    return float(links.weights[here].sum())


@sees.register
def _(layer: GlobalAveragePool, row: Row, sample: int, place: Place) -> Links:
    positions = layer.shape[:-1]
    places = grid(sample, *map(np.arange, positions), np.array(place))
    return Links(places, np.full(len(places[0]), 1 / math.prod(positions)))


@reaches.register
def _(layer: GlobalAveragePool, row: Row, sample: int, place: Place) -> Links:
    return _one((sample, place[-1]), 1 / math.prod(layer.shape[:-1]))


@sees.register
def _(layer: Relabelling, row: Row, sample: int, place: Place) -> Links:
    return _one((sample, *_moved(place, row.outputs.shape[1:], row.inputs.shape[1:])), 1.0)


@reaches.register
def _(layer: Relabelling, row: Row, sample: int, place: Place) -> Links:
    return _one((sample, *_moved(place, row.inputs.shape[1:], row.outputs.shape[1:])), 1.0)


def _moved(place: Place, old: tuple[int, ...], new: tuple[int, ...]) -> Place:
    return tuple(int(index) for index in np.unravel_index(np.ravel_multi_index(place, old), new))


@sees.register
def _(layer: Upsample2D, row: Row, sample: int, place: Place) -> Links:
    down, across = _factors(row)
    return _one((sample, place[0] // down, place[1] // across, place[2]), 1.0)


@reaches.register
def _(layer: Upsample2D, row: Row, sample: int, place: Place) -> Links:
    (down, across), (i, j, channel) = _factors(row), place
    rows, columns = np.arange(i * down, (i + 1) * down), np.arange(j * across, (j + 1) * across)
    return Links(grid(sample, rows, columns, np.array([channel])), np.ones(down * across))


def _factors(row: Row) -> tuple[int, int]:
    down, across = (row.outputs.shape[axis] // row.inputs.shape[axis] for axis in (1, 2))
    return down, across


@sees.register
@reaches.register
def _(layer: Dropout, row: Row, sample: int, place: Place) -> Links:
    return _one((sample, *place), float(layer.scale[(*place, sample)]))


@reaches.register
def _(layer: Residual, row: Row, sample: int, place: Place) -> Links:
    return _one((sample, *place), 1.0)


@reaches.register
def _(layer: Softmax, row: Row, sample: int, place: Place) -> Links:
    # ∂yⱼ/∂xᵢ = yⱼ ([i = j] - yᵢ)
    shares = row.outputs[(sample, *place[:-1])].astype(np.float64)
    here = place[-1]
    return Links(channels_at(place, len(shares), sample), shares * ((np.arange(len(shares)) == here) - shares[here]))


def compared(layer: Module, row: Row, sample: int, place: Place) -> Places:
    """The inputs that a normalisation compares one with: of its channel in the batch, or of its position."""
    if isinstance(layer, LayerNorm):
        return channels_at(place, row.inputs.shape[-1], sample)
    samples = np.arange(len(row.inputs))
    each = np.meshgrid(samples, *map(np.arange, layer.shape[:-1]), place[-1:], indexing="ij")
    return tuple(axis.ravel() for axis in each)


def normalised(layer: BatchNorm | LayerNorm, values: Array) -> tuple[Array, float, float]:
    """Values with mean 0 and variance 1, their mean and their variance before."""
    exact = values.astype(np.float64)
    mean, variance = float(exact.mean()), float(exact.var())
    return (exact - mean) / math.sqrt(variance + layer.epsilon), mean, variance


@reaches.register(BatchNorm)
@reaches.register(LayerNorm)
def _(layer: BatchNorm | LayerNorm, row: Row, sample: int, place: Place) -> Links:
    # ∂yⱼ/∂xᵢ = scaleⱼ ([i = j] - 1 / m - zᵢ zⱼ / m) / √(variance + ε)
    places = compared(layer, row, sample, place)
    z, _, variance = normalised(layer, row.inputs[places])
    own = np.logical_and.reduce([axis == at for axis, at in zip(places, (sample, *place), strict=True)])
    scale = row.parameters["scale"].before[places[-1]].astype(np.float64)
    return Links(places, scale * (own - (1 + z[own] * z) / len(z)) / math.sqrt(variance + layer.epsilon))
