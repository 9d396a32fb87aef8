"""Random generators that go on from a stored state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nn.settings import brief

_KINDS = (np.random.PCG64, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64, np.random.MT19937)


def resumed(state: Mapping[str, Any]) -> np.random.Generator:
    """A generator that goes on from the `state` of a bit generator; ValueError where it is none of NumPy's."""
    try:
        (kind,) = (kind for kind in _KINDS if kind.__name__ == state["bit_generator"])
        rng = np.random.Generator(kind())
        rng.bit_generator.state = state
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"This is no state of a random generator of NumPy's: {brief(state)}.") from error
    return rng
