"""The same network in PyTorch, its forward pass, loss and gradients compiled by `torch.compile`."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import pytorch
from benchmarks.cases import Case


def step(case: Case) -> Callable[[], object]:
    """One update of stochastic gradient descent."""
    return pytorch.step(case, compiled=True)


def training(case: Case, count: int) -> Callable[[], object]:
    """One update of a training on `count` samples that are reshuffled every epoch."""
    return pytorch.training(case, count, compiled=True)
