"""Ailments of size: a network that is too small, a training that is too short, and one that is too long."""

from __future__ import annotations

import math

import numpy as np

from playground.analysis.doctor.ailment import Ailment
from playground.analysis.doctor.case import STILL, Case
from playground.analysis.doctor.finding import Finding
from playground.analysis.doctor.trial import NETWORK, best_of, worth_a_trial
from playground.experiment.words import counted, epochs_text
from playground.training.run import DIVERGED

FURTHER = 0.5
"""A training was too short that comes to this share of its cost when it goes on."""
FAR_BELOW = 0.1
"""But another rate or network that leaves less than this share of that is better than patience."""
NEAR = 0.01
"""A cost has arrived that has come this near to the last one, as a share of the whole way."""
FEWEST_EPOCHS = 20
"""A training that is shorter is not called too long."""


class TooSmall(Ailment):
    """A network too small, so that even the training cost stands still: another one, tried, does better."""

    kind = "too_small"
    urgency = 210

    def found_in(self, case: Case) -> Finding | None:
        found = best_of(case.trial)
        if found is None or found.of != NETWORK:
            return None
        return self.finding(
            f"The training cost is still {case.cost:.2g}: {found.name} brought it to {found.cost:.2g} in a trial.",
            found.measured,
            found.label,
            found.change,
            anew=found.anew,
        )


class TooShort(Ailment):
    """A training that has come to its end while the cost still fell."""

    kind = "too_short"
    urgency = 180

    def found_in(self, case: Case) -> Finding | None:
        schedule = case.experiment.schedule
        ended = case.reason is not None and case.reason != DIVERGED and not schedule.until_stopped
        if not ended or not case.ails or case.epoch < schedule.epochs:
            return None
        longer = min(2 * schedule.epochs, 100_000)
        label, change = f"Train on to {counted(longer, 'epoch')}", {"schedule": {"epochs": longer}}
        if case.trial is None:  # another rate, or network, may do better than patience: where it can be tried, it is
            if worth_a_trial(case) or case.falls_by < 1 - STILL:
                return None
            text = (
                f"It has not learnt yet, and over the last quarter the cost still fell by {100 * case.falls_by:.0f} %."
            )
            before, last = case.quarter(2), case.quarter(3)
            return self.finding(
                text, f"Mean of the third quarter: {before:.3g}, of the last: {last:.3g}.", label, change
            )
        further, best = case.trial["as_it_is"], best_of(case.trial)
        if further is None or further > FURTHER * case.cost or (best is not None and best.cost < FAR_BELOW * further):
            return None
        return self.finding(
            f"It has not learnt yet: as it is the cost fell on from {case.cost:.2g} to {further:.2g} in a trial.",
            f"A copy was trained for {counted(case.trial['updates'], 'update')} more. None of the other rates and "
            "networks that were tried for as long did far better.",
            label,
            change,
        )


class Learnt(Ailment):
    """The end of learning: more epochs change nothing."""

    kind = "learnt"
    urgency = 300

    def found_in(self, case: Case) -> Finding | None:
        if not case.begun or not case.learnt or case.epoch < FEWEST_EPOCHS:
            return None
        costs = case.curve[:, 2]
        near = np.abs(costs - costs[-1]) <= NEAR * (costs.max() - costs[-1])
        # the first evaluation from which on all are near
        arrived = float(case.curve[len(costs) - int(np.argmin(near[::-1])) if not near.all() else 0, 0])
        if 2 * arrived > case.epoch:
            return None
        enough, schedule = max(FEWEST_EPOCHS // 2, math.ceil(1.2 * arrived)), case.experiment.schedule
        shorter = schedule.until_stopped or schedule.epochs > enough
        return self.finding(
            f"It has learnt: since epoch {arrived:.0f} the training cost has hardly moved, and is {case.cost:.2g}.",
            f"From there on it stayed within {100 * NEAR:.0f} % of the way that it has come. More epochs, "
            f"here {epochs_text(case.epoch - arrived)}, change nothing.",
            f"Train for {counted(enough, 'epoch')}" if shorter else "",
            {"schedule": {"until_stopped": False, "epochs": enough}} if shorter else {},
        )
