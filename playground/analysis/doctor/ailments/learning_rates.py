"""Ailments of the learning rate: a cost that is no number any more, and rates of which another, tried, does better."""

from __future__ import annotations

from playground.analysis.doctor.ailment import Ailment
from playground.analysis.doctor.case import Case
from playground.analysis.doctor.finding import Finding
from playground.analysis.doctor.trial import RATE, best_of
from playground.experiment.words import counted, plain
from playground.training.run import DIVERGED


class Diverging(Ailment):
    """A cost that is no longer a finite number."""

    kind = "diverging"
    urgency = 10

    def found_in(self, case: Case) -> Finding | None:
        if case.reason != DIVERGED:
            return None
        optimiser = case.experiment.optimiser
        return self.gentler(
            case,
            f"With a learning rate of {plain(optimiser.learning_rate)} the cost was no longer a number "
            f"after {counted(case.updates, 'update')}.",
            "Each step went further than the slope holds, to where the cost is higher and the next step longer still. "
            f"The last finite cost was {case.cost:.3g}; the first was {float(case.curve[0, 2]):.3g}.",
        )


class OtherRate(Ailment):
    """A learning rate too high or too low: another one, tried, leaves a much lower cost."""

    kind = "learning_rate"
    urgency = 200

    def found_in(self, case: Case) -> Finding | None:
        found = best_of(case.trial)
        if found is None or found.of != RATE:
            return None
        present = case.experiment.optimiser.learning_rate
        tried = float(found.change["optimiser"]["learning_rate"])
        return self.finding(
            f"The learning rate of {plain(present)} is too {'low' if tried > present else 'high'}: {plain(tried)} "
            f"brought the cost to {found.cost:.2g} in a trial.",
            found.measured,
            found.label,
            found.change,
            anew=found.anew,
        )
