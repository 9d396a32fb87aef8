"""The bare NumPy calls of a step, into arrays made beforehand: what no library in NumPy can fall below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from benchmarks.cases import Case
from nn.module import Array

Calls = list[Callable[[], object]]


def _linear(layer: Any, x: Array, y: Array, first: bool) -> tuple[Calls, Calls]:
    weights = layer.params["weights"]
    forward: Calls = [partial(x.dot, weights, y), partial(np.add, y, layer.params["bias"], y)]
    backward: Calls = [
        partial(x.T.dot, y, layer.grads["weights"]),
        partial(np.ones(len(y), y.dtype).dot, y, layer.grads["bias"]),
    ]
    return forward, backward if first else [*backward, partial(y.dot, weights.T, np.empty_like(x))]


def _tanh(_layer: Any, x: Array, y: Array, _first: bool) -> tuple[Calls, Calls]:
    dx = np.empty_like(y)
    backward: Calls = [partial(np.multiply, y, y, dx), partial(np.multiply, dx, y, dx), partial(np.subtract, y, dx, dx)]
    return [partial(np.tanh, x, y)], backward


def _sigmoid(_layer: Any, x: Array, y: Array, _first: bool) -> tuple[Calls, Calls]:
    half, other, dx = np.array(0.5, y.dtype), np.empty_like(y), np.empty_like(y)
    forward: Calls = [
        partial(np.multiply, x, half, other),
        partial(np.tanh, other, y),
        partial(np.multiply, y, half, other),
        partial(np.add, other, half, y),
    ]
    backward: Calls = [
        partial(np.multiply, y, y, dx),
        partial(np.subtract, y, dx, other),
        partial(np.multiply, other, y, dx),
    ]
    return forward, backward


MODULES: dict[str, Callable[[Any, Array, Array, bool], tuple[Calls, Calls]]] = {
    "linear": _linear,
    "tanh": _tanh,
    "sigmoid": _sigmoid,
}
"""Module kind -> the calls of its forward and of its backward pass."""


def _mse(z: Array) -> Calls:
    flat, scale, difference, dz = z.reshape(-1), np.array(2 / z.size, z.dtype), np.empty_like(z), np.empty_like(z)
    return [
        partial(np.subtract, z, z, difference),
        partial(flat.dot, flat),
        partial(np.multiply, difference, scale, dz),
    ]


def _cross_entropy(z: Array) -> Calls:
    n, k = z.shape
    column, turned, p, y = z[:, :1].copy(), np.empty((k, n), z.dtype), np.empty_like(z), np.zeros_like(z)
    return [
        partial(np.copyto, turned, z.T),
        partial(np.maximum.reduce, turned, 0, None, column[:, 0]),
        partial(np.subtract, z, column, z),
        partial(np.exp, z, p),
        partial(np.add.reduce, p, 1, None, column, True),
        partial(np.divide, p, column, p),
        partial(np.subtract, p, y, p),
        partial(np.divide, p, np.array(n, z.dtype), p),
        partial(z.reshape(-1).dot, y.reshape(-1)),
    ]


LOSSES: dict[str, Callable[[Array], Calls]] = {"mse": _mse, "cross_entropy": _cross_entropy}
"""Loss kind -> the calls of its value and gradient."""


def step(case: Case) -> Callable[[], object] | None:
    """The calls of one update; None where a module or the loss is not listed here."""
    if case.loss.kind not in LOSSES or any(layer.kind not in MODULES for layer in case.layers):
        return None
    model = case.model()
    values = case.samples(case.batch_size)[0]
    forward: Calls = []
    backward: Calls = []
    for index, layer in enumerate(model.layers):
        output = np.zeros((len(values), *layer.output_shape(values.shape[1:])), np.float32)
        there, back = MODULES[layer.kind](layer, values, output, index == 0)
        forward, backward, values = forward + there, back + backward, output
    rate, move = np.array(0, np.float32), np.empty_like(model.theta)
    calls = [*forward, *LOSSES[case.loss.kind](values), *backward]
    calls += [partial(np.multiply, model.dtheta, rate, move), partial(np.subtract, model.theta, move, model.theta)]

    def update() -> None:
        for call in calls:
            call()

    return update
