"""The check that training still has finite numbers."""

from __future__ import annotations

import numpy as np

from nn.module import Array


class NotFiniteError(ArithmeticError):
    """A loss, a score or a weight is no longer a finite number."""


def stop_unless_finite(*values: Array | float) -> None:
    """Raise NotFiniteError unless all of these are finite numbers."""
    if not all(np.isfinite(value).all() for value in values):
        raise NotFiniteError


overflow_allowed = np.errstate(over="ignore", invalid="ignore")
"""As a decorator: of a network whose weights are huge, or no numbers, a figure or a picture is made without a word in
the server's log."""
