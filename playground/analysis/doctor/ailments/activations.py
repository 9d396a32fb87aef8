"""Ailments of the activations: dead units, flat ones, gradients that fade behind them, and outputs held back."""

from __future__ import annotations

import numpy as np

from playground.analysis.doctor.ailment import Ailment
from playground.analysis.doctor.case import Case
from playground.analysis.doctor.finding import Finding
from playground.experiment.fixes import named
from playground.experiment.notes import note_of

MANY_DEAD = 0.5
"""From this share of a layer's units on, those that are dead are what ails it."""
MOSTLY_FLAT = 0.9
"""From this share of flat values on an activation is saturated."""
FADED = 0.01
"""Gradients have faded that are smaller in the first layer than this share of the last layer's."""
BOUNDED = ("tanh", "sigmoid")


class Squashed(Ailment):
    """Outputs that are held within bounds before the loss works on them."""

    kind = "squashed"
    urgency = 30

    def found_in(self, case: Case) -> Finding | None:
        note = note_of(case.experiment, case.problems) if case.ails and case.problems.problem is None else None
        if note is None:
            return None
        fix = note.fix
        text = f"The cost stands at {case.cost:.2g}, and the end of the stack keeps it from falling further."
        change = {} if fix is None else {"layers": fix.layers}
        return self.finding(text, note.text, "" if fix is None else fix.label, change)


class Dead(Ailment):
    """Units of a ReLU that are zero for every sample: no gradient passes, and they learn nothing more."""

    kind = "dead"
    urgency = 70

    def found_in(self, case: Case) -> Finding | None:
        shares = case.health("dead")
        # of an image each position would be a unit, and corners are always bare: only plain lists are looked at
        places = [
            place
            for place in case.hidden
            if case.experiment.layers[place].kind == "relu"
            and len(case.problems.rows[place].shape_out or ()) == 1
            and shares[place] >= MANY_DEAD
        ]
        if not case.ails or not places:
            return None
        worst = max(places, key=lambda place: float(shares[place]))
        name, first = named("ReLU", worst), float(case.health("dead", 0)[worst])
        text = f"{100 * float(shares[worst]):.0f} % of the units of {name} are dead: zero for every sample."
        measured = (
            "A ReLU below zero passes no gradient on, so that what leads there is never corrected. Measured on the "
            f"first test samples; at the first weights it was {100 * first:.0f} %."
        )
        if first < MANY_DEAD:  # training has killed them
            return self.gentler(case, text, measured)
        layers = [
            {"kind": "leaky_relu"} if data["kind"] == "relu" and place in case.hidden else data
            for place, data in enumerate(case.experiment.layers_data())
        ]
        return self.finding(
            text, f"{measured} A LeakyReLU always passes some on.", "Take LeakyReLU instead", {"layers": layers}
        )


class Saturated(Ailment):
    """A Tanh or Sigmoid of which most values lie where it is flat."""

    kind = "saturated"
    urgency = 80

    def found_in(self, case: Case) -> Finding | None:
        now, first = case.health("flat"), case.health("flat", 0)
        experiment = case.experiment
        places = [place for place in case.hidden if experiment.layers[place].kind in BOUNDED]
        worst = max(places, key=lambda place: float(now[place]), default=None)
        if not case.ails or worst is None or not now[worst] >= MOSTLY_FLAT:
            return None
        name = named(experiment.layers[worst].title(), worst)
        text = (
            f"{100 * float(now[worst]):.0f} % of the values of {name} lie where it is flat: hardly any gradient passes."
        )
        measured = f"At the first weights it was {100 * float(first[worst]):.0f} %; measured on the first test samples."
        wide = [data for data in experiment.layers_data() if data.get("initialisation") not in (None, "small")]
        if first[worst] >= MOSTLY_FLAT / 2 and wide:
            layers = [
                {**data, "initialisation": "small"} if "initialisation" in data else data
                for data in experiment.layers_data()
            ]
            return self.finding(text, measured, "Begin with small weights", {"layers": layers})
        return self.gentler(case, text, measured)


class Fading(Ailment):
    """Gradients that fade from the last layer to the first, which so learns next to nothing."""

    kind = "fading"
    urgency = 90

    def found_in(self, case: Case) -> Finding | None:
        experiment = case.experiment
        bent = [place for place in case.hidden if experiment.layers[place].kind in BOUNDED]
        trained = [place for place, row in enumerate(case.problems.rows) if row.parameters]
        if not case.ails or len(bent) < 2 or case.layers_health is None or len(trained) < 2:
            return None
        # of single updates a gradient tells little: the middle one of the last quarter's
        recent = case.layers_health[-max(1, len(case.layers_health) // 4) :, :, 1]
        first, last = (float(np.median(recent[:, place])) for place in (trained[0], trained[-1]))
        if not 0 < first < FADED * last:
            return None
        layers = list(experiment.layers_data())
        for place in bent:
            layers[place] = {"kind": "relu"}
        return self.finding(
            f"The gradients fade: in the first layer they are {last / first:,.0f} times smaller than in the last.",
            f"Root mean squares, middle value of the last evaluations: {first:.1g} and {last:.1g}. On its way back "
            "each Tanh or Sigmoid multiplies a gradient by its slope, a Sigmoid's at most ¼; a ReLU's is 1.",
            "Take ReLU between the layers",
            {"layers": layers},
        )
