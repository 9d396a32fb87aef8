"""Maxima along signals."""

from __future__ import annotations

from dataclasses import dataclass

from nn.pooling import MaxPool


@dataclass(eq=False)
class MaxPool1D(MaxPool):
    """Keeps the largest value of each window along a signal."""

    kind = "max_pool1d"
    formula = "y[i] = max x[i · stride + k]"
    axes = 1
    examples = (
        ({}, (7, 2)),
        ({"size": 3, "stride": 2}, (8, 1)),
        ({"size": 2, "stride": 3}, (9, 2)),
        ({"size": 1}, (3, 1)),
    )
