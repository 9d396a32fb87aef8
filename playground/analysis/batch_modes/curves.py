"""The curve of a contestant: what its columns hold, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

SECONDS = 6
"""Column of the seconds of training, behind those of `playground.training.scores`."""
AXES: Mapping[str, int] = {"Epochs": 0, "Updates": 1, "Seconds": SECONDS}
"""Names of what a race can be measured along, and the column of each."""
MEASURES: Mapping[str, int] = {"Training cost": 2, "Test cost": 3, "Training accuracy": 4, "Test accuracy": 5}
