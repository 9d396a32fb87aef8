"""The convolution of signals."""

from __future__ import annotations

from dataclasses import dataclass

from nn.convolution import Convolution
from nn.settings import setting


@dataclass(eq=False)
class Conv1D(Convolution):
    """Slides learned filters along a signal (length, channels)."""

    kind = "conv1d"
    formula = "y[i] = Σ x[i + k] W[k] + b"
    axes = 1
    examples = (
        ({"channels": 3, "kernel": 3}, (7, 2)),
        ({"channels": 2, "kernel": 2, "stride": 2}, (7, 1)),
        ({"channels": 2, "kernel": 4, "stride": 3, "padding": "same"}, (8, 2)),
        ({"channels": 2, "kernel": 3, "padding": "same", "bias": False}, (5, 1)),
        ({"channels": 1, "kernel": 1, "stride": 3, "initialisation": "he"}, (5, 2)),
    )

    channels: int = setting(32, low=1, high=256, help="Number of filters")
    kernel: int = setting(3, low=1, high=63, help="Length of a filter, in positions")
