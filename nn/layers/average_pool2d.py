"""Means over images."""

from __future__ import annotations

from dataclasses import dataclass

from nn.pooling import AveragePool


@dataclass(eq=False)
class AveragePool2D(AveragePool):
    """Keeps the mean of each window over an image."""

    kind = "average_pool2d"
    formula = "y[i, j] = mean x[i · stride + k, j · stride + l]"
    axes = 2
    examples = (
        ({}, (5, 4, 2)),
        ({"size": 3, "stride": 2}, (6, 7, 1)),
        ({"size": 2, "stride": 3}, (5, 5, 2)),
        ({"size": 1}, (2, 3, 1)),
    )
