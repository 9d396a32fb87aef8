"""The same network in PyTorch, its forward pass, loss and gradients compiled by `torch.compile`."""

from __future__ import annotations

from collections.abc import Callable

import torch

from benchmarks import pytorch
from benchmarks.cases import Case


def step(case: Case) -> Callable[[], object]:
    """One update of stochastic gradient descent."""
    model, loss = pytorch.network(case.model()), pytorch.LOSSES[case.loss.kind]()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01)
    x, y = (torch.from_numpy(pytorch.their_axes(part)) for part in case.samples(case.batch_size))
    loss_of = torch.compile(lambda inputs, targets: loss(model(inputs), targets))

    def update() -> None:
        optimiser.zero_grad()
        loss_of(x, y).backward()
        optimiser.step()

    return update


def training(case: Case, count: int) -> Callable[[], object]:
    """One update of a training on `count` samples that are reshuffled every epoch."""
    return pytorch.training(case, count, compiled=True)
