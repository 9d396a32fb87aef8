"""The filters of a network as images: those of its convolutions, and the weights of a first Linear layer on pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn.layers import Conv1D, Conv2D, Linear
from nn.module import Array, Module
from playground.analysis.interpretability.orientation import CLEAR, orientation
from playground.training.trained_network import TrainedNetwork


@dataclass(frozen=True, eq=False)
class FilterLayer:
    """A layer whose filters can be seen.

    `place` counts from 0 in the stack; `weights` is (filters, rows, columns, slices), with a slice for each channel
    that the filter reads. A Conv1D's filter is one slice, a row for each channel.
    """

    place: int
    layer: Module
    weights: Array

    @property
    def name(self) -> str:
        """As the layer is named beside its outputs."""
        return f"{self.place + 1} · {self.layer.title()}"

    @property
    def slides(self) -> bool:
        """Whether the filters slide over the image; a Linear layer's see all of it at once."""
        return not isinstance(self.layer, Linear)

    @property
    def has_directions(self) -> bool:
        """True where any of the filters has a clear direction; those of a single row of weights have none."""
        return bool((orientation(self.weights)[1] >= CLEAR).any())

    def pictures(self) -> Array:
        """Each filter's strongest slice (the greatest sum of squares): (filters, rows, columns)."""
        strongest = np.square(self.weights).sum(axis=(1, 2)).argmax(axis=1)
        pictures: Array = self.weights[np.arange(len(strongest)), :, :, strongest]
        return pictures


def filter_layers(network: TrainedNetwork) -> list[FilterLayer]:
    """Every Conv1D and Conv2D, and the first trainable layer where it is a Linear that still sees the pixels."""
    found = []
    seen_by_first = True
    for place, layer in enumerate(network.model.layers):
        weights = layer.params.get("weights")
        if weights is None:
            # a pool, say, leaves fewer values than there are pixels
            seen_by_first = seen_by_first and not layer.params
            continue
        if isinstance(layer, Conv2D):
            # (rows, columns, channels in, filters) -> (filters, rows, columns, channels in)
            found.append(FilterLayer(place, layer, np.moveaxis(weights, -1, 0)))
        elif isinstance(layer, Conv1D):
            # (length, channels in, filters) -> (filters, channels in, length, 1)
            found.append(FilterLayer(place, layer, weights.T[..., None]))
        elif isinstance(layer, Linear) and seen_by_first and len(weights) == math.prod(network.shape):
            found.append(FilterLayer(place, layer, weights.T.reshape(-1, *network.shape)))
        seen_by_first = False
    return found
