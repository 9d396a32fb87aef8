"""Training as a generator: to stop is not to ask for the next update."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nn.loss import Loss
from nn.module import Array
from nn.optimiser import Optimiser
from nn.penalty import Penalty
from nn.sequential import Sequential


class Progress(NamedTuple):
    """Where training stands after an update: whole epochs done, updates made, and the batch's loss before it."""

    epoch: int
    update: int
    loss: float
    epoch_ended: bool


def train(
    model: Sequential,
    loss: Loss,
    optimiser: Optimiser,
    x: Array,
    y: Array,
    *,
    batch_size: int | None,
    rng: np.random.Generator,
    epochs: int | None = None,
    penalty: Penalty | None = None,
) -> Iterator[Progress]:
    """Train `model` and yield after every update; `epochs=None` never ends.

    `batch_size` 1 is stochastic, None full batch, else mini-batch. Every epoch is reshuffled, and its last batch may be
    short. The optimiser's and the penalty's settings may be changed between updates.
    """
    if len(x) == 0 or len(x) != len(y):
        raise ValueError(f"Training needs as many targets as samples, and at least one; got {len(x)} and {len(y)}.")
    if batch_size is not None and batch_size < 1:
        raise ValueError(f"The batch size must be at least 1, or None for the full batch; it is {batch_size}.")
    model.fuse(loss)
    x = np.asarray(x, model.dtype)
    size = len(x) if batch_size is None else min(batch_size, len(x))
    epoch = update = 0
    while epochs is None or epoch < epochs:
        order = rng.permutation(len(x))
        for start in range(0, len(x), size):
            batch = order[start : start + size]
            with np.errstate(over="ignore", invalid="ignore"):
                value, dz = loss.value_and_gradient(model.forward(x[batch], training=True), y[batch])
                model.backward(dz)
                if penalty is not None:
                    penalty.add_gradient(model.theta, model.dtheta, model.weights)
                optimiser.update(model.theta, model.dtheta)
            update += 1
            ended = start + size >= len(x)
            epoch += ended
            yield Progress(epoch, update, value, ended)
