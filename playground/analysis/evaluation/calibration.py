"""Calibration: a classifier that says 90 % should be right in 90 of 100 cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.analysis.evaluation.intervals import interval_text, wilson
from playground.analysis.evaluation.judgement import Judgement

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The `count` samples answered with a confidence from `low` to `high`: its mean, and the share that was right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share that was right."""
        return wilson(round(self.accuracy * self.count), self.count)


def calibration(judgement: Judgement) -> list[Bin]:
    """The samples in `BINS` bins of equal width by confidence; empty bins are left out."""
    confidence = np.asarray(judgement.confidence, np.float64)
    place = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    bins = []
    for number in np.unique(place).tolist():
        inside = place == number
        bins.append(
            Bin(
                number / BINS,
                (number + 1) / BINS,
                int(inside.sum()),
                float(confidence[inside].mean()),
                float(judgement.right[inside].mean()),
            )
        )
    return bins


def calibration_error(judgement: Judgement) -> float:
    """The mean distance between confidence and accuracy over the samples, 0 to 1.

    Source: C. Guo et al., On Calibration of Modern Neural Networks, 2017 (expected calibration error).
    """
    distances = (each.count * abs(each.confidence - each.accuracy) for each in calibration(judgement))
    return sum(distances) / judgement.count


def calibration_text(judgement: Judgement) -> str:
    """What the bins show, in two sentences."""
    said, right = float(judgement.confidence.mean()), judgement.test_accuracy
    low, high = wilson(*judgement.test_right)
    within = interval_text(*judgement.test_right)
    verdict = "too sure of itself" if said > right else "less sure than it might be"
    if low <= said <= high:
        verdict = "no further apart than chance may make them"
    return (
        f"On average it is {100 * said:.1f} % sure and {100 * right:.1f} % right ({within}): {verdict}. "
        f"Confidence and accuracy differ by {100 * calibration_error(judgement):.1f} percentage points on average."
    )
