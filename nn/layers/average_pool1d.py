"""Means along signals."""

from __future__ import annotations

from dataclasses import dataclass

from nn.pooling import AveragePool


@dataclass(eq=False)
class AveragePool1D(AveragePool):
    """Keeps the mean of each window along a signal."""

    kind = "average_pool1d"
    formula = "y[i] = mean x[i · stride + k]"
    axes = 1
    examples = (
        ({}, (7, 2)),
        ({"size": 3, "stride": 2}, (8, 1)),
        ({"size": 2, "stride": 3}, (9, 2)),
        ({"size": 1}, (3, 1)),
    )
