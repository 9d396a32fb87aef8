"""The same network in PyTorch, for speed and for parity.

PyTorch's own order of axes is used there, channels before positions: `their_axes` and `counterparts` translate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch

from benchmarks.cases import Case
from nn import Sequential
from nn.module import Array, Module, Shape
from nn.windows import Windows


class Reordered(torch.nn.Module):
    """Reshapes samples in our order of axes: channels last."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Their order in, their order out."""
        ours = (x.movedim(1, -1) if x.ndim > 2 else x).reshape(len(x), *self.shape)
        return ours.movedim(-1, 1) if ours.ndim > 2 else ours


class Swish(torch.nn.Module):
    """Values weighed by their own sigmoid; PyTorch's SiLU has β = 1 alone."""

    def __init__(self, beta: float) -> None:
        super().__init__()
        self.beta = beta

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Any shape in, the same out."""
        return x * torch.sigmoid(self.beta * x)


class GlobalAverage(torch.nn.Module):
    """The mean over all positions."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(n, channels) of (n, channels, *positions)."""
        return x.flatten(2).mean(dim=2)


class SamePool(torch.nn.Module):
    """A pool of what lies inside its windows alone: PyTorch's own padding is as wide on both sides."""

    def __init__(self, pool: torch.nn.Module, around: list[int]) -> None:
        super().__init__()
        self.pool, self.around = pool, around

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Maxima, or means over as many positions as are inside."""
        pad = torch.nn.functional.pad
        if isinstance(self.pool, torch.nn.MaxPool1d | torch.nn.MaxPool2d):
            return self.pool(pad(x, self.around, value=-torch.inf))
        return self.pool(pad(x, self.around)) / self.pool(pad(torch.ones_like(x), self.around))


class ChannelNorm(torch.nn.LayerNorm):
    """Layer normalisation over the channels alone, which here come before the positions."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(n, channels, *positions) in and out."""
        return super().forward(x.movedim(1, -1)).movedim(-1, 1)


def _around(sides: tuple[Windows, ...]) -> list[int]:
    """Zeros that "same" padding adds before and behind each axis, the last axis first, as PyTorch wants it."""
    ends = [(each.before, max(each.span - each.length, 0) - each.before) for each in reversed(sides)]
    return [width for both in ends for width in both]


def _pool(layer: Any, shape: Shape) -> torch.nn.Module:
    name = f"{'Max' if 'max' in layer.kind else 'Avg'}Pool{layer.axes}d"
    pool = getattr(torch.nn, name)(layer.size, layer.stride or None)
    return pool if layer.padding == "valid" else SamePool(pool, _around(layer.windows_over(shape)))


def _convolution(layer: Any, shape: Shape) -> torch.nn.Module:
    make = {1: torch.nn.Conv1d, 2: torch.nn.Conv2d}[layer.axes]
    convolution = make(shape[-1], layer.channels, layer.kernel, layer.stride, bias=layer.bias)
    if layer.padding == "valid":
        return convolution
    zeros = _around(layer.windows_over(shape))
    return torch.nn.Sequential(torch.nn.ZeroPad2d(zeros) if layer.axes == 2 else torch.nn.ZeroPad1d(zeros), convolution)


def _batch_norm(layer: Any, shape: Shape) -> torch.nn.Module:
    make = (torch.nn.BatchNorm1d, torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)[len(shape) - 1]
    return make(shape[-1], eps=layer.epsilon, momentum=1 - layer.momentum)


PEERS: dict[str, Callable[[Any, Shape], torch.nn.Module]] = {
    "linear": lambda layer, shape: torch.nn.Linear(shape[0], layer.units, bias=layer.bias),
    "tanh": lambda _layer, _shape: torch.nn.Tanh(),
    "sigmoid": lambda _layer, _shape: torch.nn.Sigmoid(),
    "relu": lambda _layer, _shape: torch.nn.ReLU(),
    "leaky_relu": lambda layer, _shape: torch.nn.LeakyReLU(layer.slope),
    "elu": lambda layer, _shape: torch.nn.ELU(layer.alpha),
    "gelu": lambda _layer, _shape: torch.nn.GELU(approximate="tanh"),
    "swish": lambda layer, _shape: Swish(layer.beta),
    "softplus": lambda _layer, _shape: torch.nn.Softplus(),
    "softmax": lambda _layer, _shape: torch.nn.Softmax(dim=1),
    "flatten": lambda _layer, _shape: torch.nn.Flatten(),
    "reshape": lambda layer, shape: Reordered(layer.output_shape(shape)),
    "conv1d": _convolution,
    "conv2d": _convolution,
    "max_pool1d": _pool,
    "max_pool2d": _pool,
    "average_pool1d": _pool,
    "average_pool2d": _pool,
    "global_average_pool": lambda _layer, _shape: GlobalAverage(),
    "upsample2d": lambda layer, _shape: torch.nn.Upsample(scale_factor=(layer.factor, layer.columns or layer.factor)),
    "batch_norm": _batch_norm,
    "layer_norm": lambda layer, shape: ChannelNorm(shape[-1], eps=layer.epsilon),
}
"""Module kind -> the PyTorch module that computes the same."""

NAMES = {
    "linear": {"weights": "weight", "bias": "bias"},
    "conv1d": {"weights": "weight", "bias": "bias"},
    "conv2d": {"weights": "weight", "bias": "bias"},
    "batch_norm": {"scale": "weight", "shift": "bias", "mean": "running_mean", "variance": "running_var"},
    "layer_norm": {"scale": "weight", "shift": "bias"},
}
"""Module kind -> our parameter -> its name in PyTorch."""

LOSSES: dict[str, Callable[[], torch.nn.Module]] = {
    "mse": torch.nn.MSELoss,
    "huber": torch.nn.HuberLoss,
    "bce": torch.nn.BCEWithLogitsLoss,
    "cross_entropy": torch.nn.CrossEntropyLoss,
}
"""Loss kind -> the PyTorch loss that computes the same."""


def their_axes(samples: Array) -> Array:
    """Samples (n, *positions, channels) as PyTorch wants them: (n, channels, *positions), contiguous."""
    return np.ascontiguousarray(np.moveaxis(samples, -1, 1)) if samples.ndim > 2 else samples


def counterparts(
    layers: list[Module], peer: torch.nn.Sequential, which: str = "params"
) -> Iterator[tuple[Array, torch.Tensor]]:
    """Our parameters (or `which="grads"`), laid out as PyTorch's are, each with PyTorch's own tensor."""
    flattened: Shape = ()
    for layer, module in zip(layers, peer, strict=True):
        flattened = layer.shape if layer.kind == "flatten" else flattened
        owner = module[-1] if isinstance(module, torch.nn.Sequential) else module
        for name, values in getattr(layer, which).items():
            laid_out = values.T if values.ndim < 3 else np.moveaxis(values, (-1, -2), (0, 1))
            if layer.kind == "linear" and name == "weights" and len(flattened) > 1:
                # their Flatten reads channel by channel, ours position by position
                places = np.arange(len(values)).reshape(flattened)
                laid_out = laid_out[:, np.moveaxis(places, -1, 0).ravel()]
                flattened = ()
            yield np.ascontiguousarray(laid_out), getattr(owner, NAMES[layer.kind][name])


def network(model: Sequential) -> torch.nn.Sequential:
    """The PyTorch network of the same modules, with the parameters of ours."""
    peer = torch.nn.Sequential(*(PEERS[layer.kind](layer, layer.shape) for layer in model.layers))
    with torch.no_grad():
        for ours, theirs in counterparts(model.layers, peer):
            theirs.copy_(torch.from_numpy(ours))
    return peer


def step(case: Case, compiled: bool = False) -> Callable[[], object]:
    """One update of stochastic gradient descent."""
    model, loss = network(case.model()), LOSSES[case.loss.kind]()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01)
    x, y = (torch.from_numpy(their_axes(part)) for part in case.samples(case.batch_size))
    loss_of = torch.compile(lambda inputs, targets: loss(model(inputs), targets), disable=not compiled)

    def update() -> None:
        optimiser.zero_grad()
        loss_of(x, y).backward()
        optimiser.step()

    return update


def training(case: Case, count: int, compiled: bool = False) -> Callable[[], object]:
    """One update of a training on `count` samples that are reshuffled every epoch."""
    model, loss = network(case.model()), LOSSES[case.loss.kind]()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01)
    x, y = (torch.from_numpy(their_axes(part)) for part in case.samples(count))
    loss_of = torch.compile(lambda inputs, targets: loss(model(inputs), targets), disable=not compiled)

    def values() -> Iterator[float]:
        while True:
            for batch in torch.split(torch.randperm(count), case.batch_size):
                optimiser.zero_grad()
                value = loss_of(x[batch], y[batch])
                value.backward()
                optimiser.step()
                yield value.item()

    return values().__next__
