"""Passing many samples through a network, as many at a time as memory allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from nn import Sequential
from nn.module import Array, Module
from playground.preparation import Prepared

MOST_VALUES = 1 << 22
"""Values, 16 MB of them, that passing samples through the network may take at once."""


def most_at_once(layers: Iterable[Module]) -> int:
    """Samples that may pass through built layers at once."""
    return max(1, MOST_VALUES // max(1, sum(layer.memory(layer.shape) for layer in layers)))


def parts_of(model: Sequential, values: Array) -> Iterator[Array]:
    """The values, so many samples at a time as may pass through the network; one empty part where there are none."""
    count = most_at_once(model.layers)
    return (values[start : start + count] for start in range(0, max(len(values), 1), count))


def outputs_of(model: Sequential, x: Array, prepared: Prepared | None = None) -> Array:
    """What the loss works on, for all of x, which `prepared` first makes into inputs where it is given."""
    outputs = [model.forward(part if prepared is None else prepared.inputs(part)) for part in parts_of(model, x)]
    return outputs[0] if len(outputs) == 1 else np.concatenate(outputs)
