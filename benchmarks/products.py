"""The matrix products of a step alone, into arrays made beforehand: the floor of every library on the same BLAS."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.cases import Case
from nn.module import Module


def step(case: Case) -> Callable[[], object]:
    """The products of one update: forward, by the weights, and by the input of all but the first trainable module."""
    calls: list[Callable[[], object]] = []
    for layer in case.model().layers:
        if "weights" in layer.params:
            calls += _products(layer, case.batch_size, first=not calls)

    def update() -> None:
        for call in calls:
            call()

    return update


def _products(layer: Module, count: int, *, first: bool) -> list[Callable[[], object]]:
    weights = layer.params["weights"].reshape(-1, layer.params["weights"].shape[-1])
    inputs, outputs = weights.shape
    columns = count * int(np.prod(layer.output_shape(layer.shape)[:-1]))
    # as in the formulas: samples, at all positions of signals and images, are columns
    x, y = (np.zeros((size, columns), np.float32) for size in (inputs, outputs))
    dw, dx = np.empty_like(weights), np.empty_like(x)
    calls = [partial(weights.T.dot, x, y), partial(x.dot, y.T, dw), partial(weights.dot, y, dx)]
    return calls[:2] if first else calls
