"""Sums that grow beyond what a number can hold: where the results are looked at, NumPy need not warn of them."""

from __future__ import annotations

import numpy as np

overflow_allowed = np.errstate(over="ignore", invalid="ignore")
"""As a decorator: of a network whose weights are huge, or no numbers, a figure or a picture is made without a word in
the server's log."""
