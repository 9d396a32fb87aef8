"""A stack of modules over one flat parameter vector."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Self

import numpy as np
import numpy.typing as npt

from nn.loss import Loss
from nn.module import Array, Module, Shape

PREDICTION_VALUES = 1 << 23
"""32 MiB in single precision: little beside the samples, and enough for any speed there is."""


class Sequential:
    """Modules one after the other.

    `theta` and `dtheta` hold all parameters and all gradients; every module's `params` and `grads` are views into them.
    """

    def __init__(self, layers: Iterable[Module]) -> None:
        self.layers = list(layers)
        self._head: Module | None = None
        self._split(self.layers)

    def build(self, shape: Shape, rng: np.random.Generator | None, dtype: npt.DTypeLike = np.float32) -> Self:
        """Allocate and initialise for samples of `shape`; without `rng` all parameters are zero. Raises ShapeError."""
        self.shape, self.dtype = shape, np.dtype(dtype)
        shapes = [shape]
        for layer in self.layers:
            shapes.append(layer.output_shape(shapes[-1]))
        self.output_shape = shapes[-1]
        sizes = [layer.parameter_shapes(before) for layer, before in zip(self.layers, shapes, strict=False)]
        self.count = sum(math.prod(size) for named in sizes for size in named.values())
        self.theta, self.dtheta = np.zeros(self.count, self.dtype), np.zeros(self.count, self.dtype)
        self.weights: list[slice] = []
        position = 0
        for layer, before, named in zip(self.layers, shapes, sizes, strict=False):
            layer.shape, layer.dtype = before, self.dtype
            for name, size in named.items():
                where = slice(position, position + math.prod(size))
                layer.params[name], layer.grads[name] = (
                    self.theta[where].reshape(size),
                    self.dtheta[where].reshape(size),
                )
                if name in layer.penalised:
                    self.weights.append(where)
                position = where.stop
            if rng is not None:
                layer.rng = rng.spawn(1)[0]
                layer.initialise(rng)
        self._split(self._body)
        return self

    def fuse(self, loss: Loss) -> None:
        """Let `loss` own its output activation: `forward` ends before it, `predict` applies it once."""
        body, self._head = self.layers, None
        if loss.activation is not None:
            self._head = loss.activation()
            if body and isinstance(body[-1], loss.activation):
                body = body[:-1]
        self._split(body)

    def _split(self, body: list[Module]) -> None:
        """Part the body at its first trainable module, below which gradients need not go."""
        self._body, self._count = body, 0
        first = next((number for number, layer in enumerate(body) if layer.params), len(body))
        self._below, self._first = body[:first][::-1], body[first : first + 1]
        self._above = body[first:][::-1]

    def forward(self, x: Array, *, training: bool = False) -> Array:
        """What the loss works on, (n, *output_shape), for x (n, *shape)."""
        if x.shape[1:] != self.shape:
            raise ValueError(f"The network takes samples of shape {self.shape}; it receives {x.shape[1:]}.")
        values = np.asarray(x, self.dtype)
        if training and len(values) != self._count:
            self._allocate(len(values))
        for layer in self._body:
            values = layer.forward(values, training=training)
        return values

    def _allocate(self, count: int) -> None:
        for layer in self._body:
            layer.allocate(count)
        self._count = count

    def backward(self, dz: Array, *, input_gradient: bool = False) -> Array | None:
        """Fill `dtheta` from the loss's gradient; return that by the input only where it is asked for."""
        for layer in self._first:
            layer.wants_input_gradient = input_gradient
        for layer in self._above:
            dz = layer.backward(dz)
        if not input_gradient:
            return None
        for layer in self._below:
            dz = layer.backward(dz)
        return dz

    def predict(self, x: Array, batch_size: int | None = None) -> Array:
        """Predictions (n, *output_shape), the loss's output activation included; keeps nothing.

        Unless given, `batch_size` is as large as memory for about `PREDICTION_VALUES` values allows.
        """
        if batch_size is None:
            values = sum(layer.memory(layer.shape) for layer in self.layers)
            batch_size = max(1, min(4096, PREDICTION_VALUES // max(values, 1)))
        batches = (x[start : start + batch_size] for start in range(0, max(len(x), 1), batch_size))
        parts = [self.activate(self.forward(batch)) for batch in batches]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def activate(self, z: Array) -> Array:
        """Predictions from what the loss works on: the loss's output activation, where it owns one."""
        return z if self._head is None else self._head.forward(z)
