"""Central differences against backward."""

from __future__ import annotations

import numpy as np

from nn.loss import Loss
from nn.module import Array
from nn.sequential import Sequential


def gradient_check(model: Sequential, loss: Loss, x: Array, y: Array, *, step: float = 1e-5) -> tuple[float, float]:
    """The largest error of backward, by the parameters and by the input, relative to the largest gradient there.

    `model` is built in float64. The slope at v is (L(v + step) - L(v - step)) / (2 step). Random modules draw the same
    numbers every time.
    """
    states = [layer.rng.bit_generator.state for layer in model.layers]
    x = x.astype(np.float64)

    def outputs() -> Array:
        for layer, state in zip(model.layers, states, strict=True):
            layer.rng.bit_generator.state = state
        return model.forward(x, training=True)

    def slopes(values: Array) -> Array:
        flat, found = values.reshape(-1), np.empty(values.size)
        for index, value in enumerate(flat.tolist()):
            flat[index] = value + step
            above = loss.value(outputs(), y)
            flat[index] = value - step
            found[index] = (above - loss.value(outputs(), y)) / (2 * step)
            flat[index] = value
        return found

    dx = model.backward(loss.value_and_gradient(outputs(), y)[1], input_gradient=True)
    assert dx is not None
    by_parameters, by_input = model.dtheta.copy(), dx.reshape(-1).copy()
    return _error(by_parameters, slopes(model.theta)), _error(by_input, slopes(x))


def _error(found: Array, expected: Array) -> float:
    if not found.size:
        return 0.0
    return float(np.abs(found - expected).max() / max(1e-3, np.abs(expected).max()))
