"""The doctor: looks at a training, and says at most one thing that ails it, with its figure and a change that may help.

What must be tried, as other learning rates or a larger network, a job tries on a copy (`trial`).
"""

from __future__ import annotations

from collections.abc import Collection

from playground.analysis.doctor.ailments import AILMENTS
from playground.analysis.doctor.case import Case
from playground.analysis.doctor.finding import Finding

__all__ = ["AILMENTS", "Case", "Finding", "diagnose"]


def diagnose(case: Case, passed_over: Collection[str] = ()) -> Finding | None:
    """The most urgent finding, but for the kinds that are to be passed over; None where nothing ails the training.

    Raises DataUnavailable.
    """
    if not len(case.curve):
        return None
    looked_for = (each for each in AILMENTS if each.kind not in passed_over)
    return next((found for each in looked_for if (found := each.found_in(case)) is not None), None)
