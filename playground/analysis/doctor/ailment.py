"""An ailment: a kind of thing that goes wrong in a training, and how to find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from nn.registry import Registered
from playground.analysis.doctor.case import Case
from playground.analysis.doctor.finding import Finding
from playground.experiment.words import plain


class Ailment(Registered):
    """Base of the ailments; those of the smallest `urgency` are looked for first."""

    family = "ailment"
    urgency: ClassVar[int]

    def found_in(self, case: Case) -> Finding | None:
        """The finding in the case, or None where it does not suffer from this."""
        raise NotImplementedError

    def finding(
        self, text: str, measured: str, label: str = "", change: Mapping[str, Any] | None = None, *, anew: bool = False
    ) -> Finding:
        """A finding of this kind."""
        return Finding(self.kind, text, measured, label, change or {}, anew)

    def gentler(self, case: Case, text: str, measured: str) -> Finding:
        """A finding of what large steps have done, for which training begins again with a tenth of the rate."""
        rate, smaller = plain(case.experiment.optimiser.learning_rate), case.smaller_rate
        return self.finding(
            text,
            f"{measured} The steps were too large: the learning rate is {rate}.",
            f"Begin again with a rate of {plain(smaller)}",
            {"optimiser": {"learning_rate": smaller}},
            anew=True,
        )
