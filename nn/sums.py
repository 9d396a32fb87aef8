"""Sums over many rows, as products with ones."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from nn.module import Array


@functools.lru_cache(maxsize=16)
def ones(count: int, dtype: np.dtype[Any]) -> Array:
    """A vector of ones: the product with it adds up rows several times faster than np.sum does."""
    return np.ones(count, dtype)
