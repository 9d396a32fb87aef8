"""A finding of the doctor's: what ails a training, in one sentence with its figure, and a change that may help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One sentence, how it was measured, and a change of the experiment to be offered as one click."""

    kind: str
    """That of the ailment."""
    text: str
    measured: str
    """Why it is so and how it was found, in a few sentences."""
    label: str = ""
    """Words of the button that makes the change; empty where there is nothing to change."""
    change: Mapping[str, Any] = field(default_factory=dict)
    """The change, as `Experiment.changed` takes it."""
    anew: bool = False
    """True where the present weights are of no more use: training begins again from the first ones."""
