"""A stack of modules over one flat parameter vector."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Self

import numpy as np
import numpy.typing as npt

from nn.loss import Loss
from nn.module import Array, Module, Shape


class Sequential:
    """Modules one after the other.

    `theta` and `dtheta` hold all parameters and all gradients; every module's `params` and `grads` are views into them.
    """

    def __init__(self, layers: Iterable[Module]) -> None:
        self.layers = list(layers)
        self._body = self.layers
        self._head: Module | None = None

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
        for layer, named in zip(self.layers, sizes, strict=True):
            layer.dtype = self.dtype
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
        return self

    def fuse(self, loss: Loss) -> None:
        """Let `loss` own its output activation: `forward` ends before it, `predict` applies it once."""
        self._body, self._head = self.layers, None
        if loss.activation is not None:
            self._head = loss.activation()
            if self.layers and isinstance(self.layers[-1], loss.activation):
                self._body = self.layers[:-1]

    def forward(self, x: Array, *, training: bool = False) -> Array:
        """What the loss works on, (n, *output_shape), for x (n, *shape)."""
        if x.shape[1:] != self.shape:
            raise ValueError(f"The network takes samples of shape {self.shape}; it receives {x.shape[1:]}.")
        values = np.asarray(x, self.dtype)
        for layer in self._body:
            values = layer.forward(values, training=training)
        return values

    def backward(self, dz: Array, *, input_gradient: bool = False) -> Array | None:
        """Fill `dtheta` from the loss's gradient; return that by the input only where it is asked for."""
        first = next((index for index, layer in enumerate(self._body) if layer.params), len(self._body))
        stop = 0 if input_gradient else first
        for index in range(len(self._body) - 1, stop - 1, -1):
            layer = self._body[index]
            layer.wants_input_gradient = input_gradient or index > first
            dz = layer.backward(dz)
        return dz if input_gradient else None

    def predict(self, x: Array, batch_size: int = 4096) -> Array:
        """Predictions (n, *output_shape), the loss's output activation included; keeps nothing."""
        parts = [self._apply(x[start : start + batch_size]) for start in range(0, max(len(x), 1), batch_size)]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _apply(self, x: Array) -> Array:
        values = self.forward(x)
        return values if self._head is None else self._head.forward(values)
