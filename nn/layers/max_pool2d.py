"""Maxima over images."""

from __future__ import annotations

from dataclasses import dataclass

from nn.pooling import MaxPool


@dataclass(eq=False)
class MaxPool2D(MaxPool):
    """Keeps the largest value of each window over an image."""

    kind = "max_pool2d"
    formula = "y[i, j] = max x[i · stride + k, j · stride + l]"
    axes = 2
    examples = (
        ({}, (5, 4, 2)),
        ({"size": 3, "stride": 2}, (6, 7, 1)),
        ({"size": 2, "stride": 3}, (5, 5, 2)),
        ({"size": 1}, (2, 3, 1)),
    )
