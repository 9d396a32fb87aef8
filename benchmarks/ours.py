"""The library's own step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.cases import Case
from nn import train
from nn.optimisers import SGD


def step(case: Case) -> Callable[[], object]:
    """One update of stochastic gradient descent."""
    model, loss, optimiser = case.model(), case.loss, SGD(learning_rate=0.01)
    x, y = case.samples(case.batch_size)

    def update() -> None:
        _, dz = loss.value_and_gradient(model.forward(x, training=True), y)
        model.backward(dz)
        optimiser.update(model.theta, model.dtheta)

    return update


def training(case: Case, count: int) -> Callable[[], object]:
    """One update of a training on `count` samples that are reshuffled every epoch."""
    x, y = case.samples(count)
    rng = np.random.default_rng(0)
    return train(case.model(), case.loss, SGD(learning_rate=0.01), x, y, batch_size=case.batch_size, rng=rng).__next__
