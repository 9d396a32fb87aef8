"""Spread of a few measurements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nn.module import Array


def standard_deviation(values: Array | Sequence[float]) -> float | None:
    """Of a sample: the sum of squares is divided by n − 1. None for a single value, whose spread nobody knows."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else None
