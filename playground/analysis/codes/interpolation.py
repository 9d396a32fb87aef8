"""The way from one sample to another, in the space of the codes or of the pixels."""

from __future__ import annotations

import numpy as np

from nn.module import Array
from playground.datasets.dataset import Floats

MOST_STEPS = 100


def between(a: Array, b: Array, steps: int) -> Floats:
    """`steps` equal steps from a to b, of any one shape, both included: float32 (steps, *shape).

    Raises ValueError where the shapes differ, and for fewer than 2 or more than `MOST_STEPS` steps.
    """
    start, end = np.asarray(a, np.float32), np.asarray(b, np.float32)
    if start.shape != end.shape:
        raise ValueError(f"There is no way from the shape {start.shape} to the shape {end.shape}.")
    if not 2 <= steps <= MOST_STEPS:
        raise ValueError(f"A way has 2 to {MOST_STEPS} steps, both ends included; {steps} were asked for.")
    # step = (1 − t) a + t b: unlike a + t (b − a), it ends at b to the last bit
    t = np.linspace(0, 1, steps, dtype=np.float32).reshape(-1, *(1,) * start.ndim)
    way: Floats = (1 - t) * start + t * end
    return way
