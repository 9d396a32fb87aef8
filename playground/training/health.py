"""Health of each layer: sizes of weights and gradients, and activations that have gone flat."""

from __future__ import annotations

import numpy as np

from nn import Sequential
from nn.module import Array
from nn.passes import outputs_in_turn

MEASURES = ("weights", "gradients", "flat", "dead")
"""What is measured of a layer; NaN where it has no such thing."""
SAMPLES = 200
FLAT = 0.05
"""An activation is flat where its slope is below this: hardly any gradient passes."""
_STEP = 1e-2


def layer_health(model: Sequential, x: Array) -> Array:
    """Measures (layers, 4), float32, of a network: over the first `SAMPLES` of x, and the last update's gradient.

    Root mean squares of a layer's weights and of their gradients; of an activation the share of its values that lie
    where it is flat, and the share of its units that are flat for every sample (dead).
    """
    found = np.full((len(model.layers), len(MEASURES)), np.nan, np.float32)
    values = x[:SAMPLES]
    for row, layer, output in zip(found, model.layers, outputs_in_turn(model.layers, values), strict=True):
        if layer.params:
            row[0], row[1] = _size(layer.params), _size(layer.grads)
        if layer.elementwise:
            # The slope by central differences: it needs no more of a module than that it can be applied.
            above = layer.predict(values + _STEP)
            flat = np.abs(above - layer.predict(values - _STEP)) < 2 * _STEP * FLAT
            row[2], row[3] = flat.mean(), flat.all(axis=0).mean()
        values = output
    return found


def _size(named: dict[str, Array]) -> float:
    """Root mean square over all of a layer's parameters, or their gradients."""
    count = sum(values.size for values in named.values())
    # in double precision, where the squares of all single numbers have room
    return float(np.sqrt(sum(float(np.square(values, dtype=np.float64).sum()) for values in named.values()) / count))
