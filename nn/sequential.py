"""A stack of modules over one flat parameter vector."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from nn.arguments import modules, numbers, precision, require_generator, sample_shape, whole
from nn.buffers import Missing, samples_first, samples_last
from nn.loss import Loss
from nn.module import Array, Module, Shape
from nn.passes import backward_passes, by_fewest_values, connections, forward_passes, prepare, way_through
from nn.summary import table
from nn.trace import shape_behind

PREDICTION_VALUES = 1 << 23
"""32 MiB in single precision: little beside the samples, and enough for any speed there is."""
NOT_BUILT: Any = Missing("call build(shape, rng) first, with the shape of one sample.")


class Sequential:
    """Modules one after the other.

    `theta` and `dtheta` hold all parameters and all gradients; every module's `params` and `grads` are views into them.
    A module has its place in one network alone: ValueError where it stands twice, here or in another. A deep copy, also
    by pickling, is a network of its own, with the same parameters.
    """

    shape: Shape = NOT_BUILT
    """Of one sample."""
    output_shape: Shape = NOT_BUILT
    dtype: np.dtype[Any] = NOT_BUILT
    theta: Array = NOT_BUILT
    """All parameters (p,)."""
    dtheta: Array = NOT_BUILT
    """Their gradient (p,)."""
    count: int = NOT_BUILT
    """Number of parameters."""
    weights: list[slice] = NOT_BUILT
    """Slices of `theta` that penalties act on."""
    least_samples: int = NOT_BUILT
    """Fewest samples that a batch of training may have."""
    _memory: int = NOT_BUILT
    _batch: Shape
    __str__ = table

    def __init__(self, layers: Iterable[Module]) -> None:
        self.layers = modules(layers)
        self.activation: type[Module] | None = None
        """Of the output, applied by `predict` to what `forward` gives: owned by a loss."""
        self._head: Module | None = None
        self.mark = object()  # tells the network, as it is built, from every other
        self._split(self.layers)

    def build(self, shape: Shape, rng: np.random.Generator | None, dtype: npt.DTypeLike = np.float32) -> Self:
        """Allocate and initialise for samples of `shape`; without `rng` all parameters are zero.

        Raises ShapeError where the modules do not fit together, ValueError where one is part of another network.
        """
        shapes, dtype = [sample_shape(shape)], precision(dtype)
        if rng is not None:
            require_generator(rng)
        for row, layer in enumerate(self.layers, 1):
            if layer.network not in (None, self.mark):
                raise ValueError(
                    f"Row {row}, {layer.title()}, is part of another network already; "
                    f"make another for this one, {layer.title()}(...) or copy.deepcopy of it."
                )
            shapes.append(shape_behind(layer, shapes))
        self.shape, self.output_shape, self.dtype, self.mark = shapes[0], shapes[-1], dtype, object()
        sizes = [layer.parameter_shapes(before) for layer, before in zip(self.layers, shapes, strict=False)]
        self.count = sum(math.prod(size) for named in sizes for size in named.values())
        self.theta, self.dtheta = np.zeros(self.count, self.dtype), np.zeros(self.count, self.dtype)
        self.weights: list[slice] = []
        position = 0
        for layer, before, named in zip(self.layers, shapes, sizes, strict=False):
            layer.shape, layer.dtype, layer.network = before, self.dtype, self.mark
            for name, size in named.items():
                where = slice(position, position + math.prod(size))
                layer.params[name] = self.theta[where].reshape(size)
                layer.grads[name] = self.dtheta[where].reshape(size)
                if name in layer.penalised:
                    self.weights.append(where)
                position = where.stop
            if rng is not None:
                layer.rng = rng.spawn(1)[0]
                layer.initialise(rng)
        self.least_samples = max((layer.least_samples(layer.shape) for layer in self.layers), default=1)
        self._memory = max(1, sum(layer.memory(layer.shape) for layer in self.layers))
        self._split(self._body)
        return self

    def __getstate__(self) -> dict[str, Any]:
        # what a subclass or somebody else has added goes along as it is
        added = {name: value for name, value in vars(self).items() if name not in _OWN}
        state: dict[str, Any] = {"layers": self.layers, "activation": self.activation, "added": added}
        if "theta" in vars(self):
            state |= {"shape": self.shape, "theta": self.theta, "passes": [layer.state() for layer in self.layers]}
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        Sequential.__init__(self, state["layers"])
        if "theta" in state:
            self.build(state["shape"], None, state["theta"].dtype)
            self.theta[...] = state["theta"]
            for layer, passes in zip(self.layers, state["passes"], strict=True):
                layer.restore(passes)
        self.end_before(state["activation"])
        vars(self).update(state["added"])

    def fuse(self, loss: Loss) -> None:
        """Let `loss` own its output activation: `forward` ends before it, `predict` applies it once."""
        self.end_before(loss.activation)

    def end_before(self, activation: type[Module] | None) -> None:
        """Let `forward` end before the output's activation, which `predict` applies once; None for no such end."""
        body, self.activation, self._head = self.layers, activation, None
        if activation is not None:
            self._head = activation()
            if body and isinstance(body[-1], activation):
                body = body[:-1]
        self._split(body)

    def _split(self, body: tuple[Module, ...]) -> None:
        """Part the body at its first trainable module, below which gradients need not go."""
        self._body, self._batch, self._forward_done = by_fewest_values(body), (), False
        first = next((number for number, layer in enumerate(self._body) if layer.params), len(self._body))
        self._first, self._connected = self._body[first : first + 1], connections(self._body)
        self._forwards = forward_passes(self._body, self._connected)
        self._above, self._below = backward_passes(self._body, self._connected, first)
        self._through = way_through(self._body)

    def forward(self, x: Array, *, training: bool = False) -> Array:
        """What the loss works on, (n, *output_shape), for x (n, *shape)."""
        x = np.asarray(x, self.dtype)
        if x.shape != self._batch:
            self.require_input(x)
        if not training:
            layers = [layer.for_prediction(layer.shape) for layer in self._body]
            prepare(layers, len(x), training=False, connected=self._connected)
            return samples_first(self._through(forward_passes(layers, self._connected), samples_last(x)))
        if x.shape != self._batch:
            self.require_samples(len(x))
            prepare(self._body, len(x), training=True, connected=self._connected)
            self._batch = x.shape
        self._forward_done = True
        return samples_first(self._through(self._forwards, samples_last(x)))

    def require_input(self, x: Array) -> None:
        """Raise ValueError unless x holds samples of the network's shape."""
        if x.shape[1:] != self.shape:
            raise ValueError(
                f"The network takes samples of shape {self.shape}, one row a sample; "
                f"it receives an array of shape {x.shape}."
            )

    def require_samples(self, count: int) -> None:
        """Raise BatchError unless every module can be trained on batches of `count` samples."""
        for layer in self.layers:
            layer.require_samples(layer.shape, count)

    def backward(self, dz: Array, *, input_gradient: bool = False) -> Array | None:
        """Fill `dtheta` from the loss's gradient; return that by the input only where it is asked for.

        RuntimeError unless `forward(x, training=True)` was called since the last time: what it left is written over.
        """
        if not self._forward_done:
            raise RuntimeError("Sequential: call forward(x, training=True) again before the next backward.")
        self._forward_done = False
        for layer in self._first:
            layer.wants_input_gradient = input_gradient
        slope = self._through(self._above, samples_last(dz))
        return samples_first(self._through(self._below, slope)) if input_gradient else None

    def predict(self, x: Array, batch_size: int | None = None) -> Array:
        """Predictions (n, *output_shape), the loss's output activation included; keeps nothing.

        Unless given, `batch_size` is as large as memory for about `PREDICTION_VALUES` values allows.
        """
        x = numbers(x, "x")
        self.require_input(x)
        if not len(x):
            return np.empty((0, *self.output_shape), self.dtype)
        if batch_size is None:
            batch_size = max(1, min(4096, PREDICTION_VALUES // self._memory))
        batch_size = whole(batch_size, "The batch size", ", or None for what memory allows")
        starts = range(0, len(x), batch_size)
        parts = [self.activate(self.forward(x[start : start + batch_size])) for start in starts]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def activate(self, z: Array) -> Array:
        """Predictions from what the loss works on: the loss's output activation, where it owns one."""
        return z if self._head is None else self._head.predict(z)


_OWN = frozenset((*vars(Sequential([])), *Sequential.__annotations__))  # names of the attributes of a network's own
