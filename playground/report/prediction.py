"""Prediction that a person is asked for before anything is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nn.module import Array

Measured = Mapping[str, Array]
"""Figures by their keys, each (seeds,)."""


@dataclass(frozen=True)
class Prediction:
    """A question with two to four answers, and the rule by which a measurement picks the right one."""

    question: str
    choices: tuple[str, ...]
    borne_out: Callable[[Measured], int]
    """Which of the choices, from 0, the measured figures bear out."""

    def answer(self, measured: Measured) -> str:
        """The choice that the measurement bears out."""
        return self.choices[self.borne_out(measured)]
