"""What is timed: add a case by adding a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn import Sequential
from nn.layers import Conv1D, Conv2D, Flatten, Linear, MaxPool1D, MaxPool2D, ReLU, Reshape, Sigmoid, Tanh
from nn.loss import Loss
from nn.losses import MSE, CrossEntropy
from nn.module import Array, Module, Shape
from nn.registry import data_of, make


@dataclass(frozen=True)
class Case:
    """One network, loss and batch size."""

    name: str
    shape: Shape
    layers: tuple[Module, ...]
    loss: Loss
    batch_size: int

    def model(self) -> Sequential:
        """A network of its own, built; always the same one."""
        layers = [make(Module, data_of(layer)) for layer in self.layers]
        model = Sequential(layers).build(self.shape, np.random.default_rng(0))
        model.fuse(self.loss)
        return model

    def samples(self, count: int) -> tuple[Array, Array]:
        """Random inputs, and targets as the loss wants them."""
        rng = np.random.default_rng(1)
        x = rng.normal(size=(count, *self.shape)).astype(np.float32)
        outputs = self.model().output_shape
        if isinstance(self.loss, CrossEntropy):
            return x, rng.integers(0, outputs[-1], count)
        return x, rng.uniform(size=(count, *outputs)).astype(np.float32)


POINTS = (2,), (Linear(10), Tanh(), Linear(1), Sigmoid()), MSE()
DIGITS = (256,), (Linear(100), Tanh(), Linear(10)), CrossEntropy()
AUTOENCODER = (256,), (Linear(100), Tanh(), Linear(10), Tanh(), Linear(100), Tanh(), Linear(256), Sigmoid()), MSE()
SIGNALS = (
    (256,),
    (Reshape((256, 1)), Conv1D(32, kernel=3), MaxPool1D(2), Flatten(), Linear(100), ReLU(), Linear(10)),
    CrossEntropy(),
)
IMAGES = (
    (28, 28, 1),
    (
        *(Conv2D(16, kernel=3), ReLU(), MaxPool2D(2)),
        *(Conv2D(32, kernel=3), ReLU(), MaxPool2D(2)),
        *(Flatten(), Linear(10)),
    ),
    CrossEntropy(),
)

CASES = (
    Case("2-10-1, one point", *POINTS, 1),
    Case("2-10-1, ten points", *POINTS, 10),
    Case("2-10-1, a thousand points", *POINTS, 1000),
    Case("256-100-10, cross-entropy", *DIGITS, 32),
    Case("256-100-10, cross-entropy", *DIGITS, 128),
    Case("256-100-10-100-256", *AUTOENCODER, 32),
    Case("the report's Conv1D network", *SIGNALS, 32),
    Case("the report's Conv1D network", *SIGNALS, 100),
    Case("28x28, two Conv2D, 16 and 32", *IMAGES, 64),
)
