"""The row of an autoencoder's stack whose output is the code."""

from __future__ import annotations

from typing import Any

from playground.analysis.codes.autoencoder import code_rows, narrowest
from playground.experiment import Experiment
from playground.experiment.limits import rows_of


class CodeRow:
    """A visitor's choice of the row, which holds as long as the stack stays as it is."""

    def __init__(self) -> None:
        self.choice: tuple[tuple[Any, ...], int] | None = None

    def of(self, experiment: Experiment) -> int | None:
        """The row's number, from 0: the one chosen, else the narrowest; None where no output can be the code."""
        rows, choice = rows_of(experiment), self.choice
        if choice is not None and choice[0] == experiment.layers_data() and choice[1] in code_rows(rows):
            return choice[1]
        return narrowest(rows)

    def choose(self, experiment: Experiment, row: int) -> None:
        """Take the output of `row` for the code."""
        self.choice = (experiment.layers_data(), row)
