"""Accuracy by writer: how well each hand is read that the network has never seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.evaluation.judgement import Judgement

SCORE = 1.959964
"""The standard normal value that 95 % lie within."""


@dataclass(frozen=True)
class WriterScore:
    """One writer's number, samples, and how many of them were read right."""

    writer: int
    count: int
    right: int

    @property
    def accuracy(self) -> float:
        """Share read right."""
        return self.right / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """Bounds, 0 to 1, that hold 95 of 100 times what endless samples of this hand would give."""
        return wilson(self.right, self.count)


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of which `right` of `count`, at least one, were seen.

    With p = right / count and z = 1.96: (p + z² / 2n ± z √(p (1 − p) / n + z² / 4n²)) / (1 + z² / n).
    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22, 1927, 209-212.
    """
    share, z2 = right / count, SCORE**2
    middle = share + z2 / (2 * count)
    reach = SCORE * math.sqrt(share * (1 - share) / count + z2 / (4 * count**2))
    return max(0.0, (middle - reach) / (1 + z2 / count)), min(1.0, (middle + reach) / (1 + z2 / count))


def writer_scores(judgement: Judgement, writers: Array) -> list[WriterScore]:
    """The score of each writer, the worst read first; `writers` int64 (n,) are those of the test samples."""
    numbers, places = np.unique(writers, return_inverse=True)
    counts, rights = np.bincount(places), np.bincount(places[judgement.right], minlength=len(numbers))
    scores = [WriterScore(*each) for each in zip(numbers.tolist(), counts.tolist(), rights.tolist(), strict=True)]
    return sorted(scores, key=lambda score: (score.accuracy, score.writer))


def writers_text(scores: Sequence[WriterScore], overall: float) -> str:
    """Words on the scores, the worst first, beside the accuracy over all writers, in Markdown."""
    worst, best = scores[0], scores[-1]
    beyond = sum(not low <= overall <= high for low, high in (score.interval for score in scores))
    said = (
        f"Of writer {worst.writer}'s digits **{100 * worst.accuracy:.1f} %** are read right, of writer {best.writer}'s "
        f"**{100 * best.accuracy:.1f} %**."
    )
    if not beyond:
        return f"{said} All intervals reach the accuracy over all of them: chance alone may make such differences."
    leave = "interval leaves" if beyond == 1 else "intervals leave"
    return f"{said} {beyond} of {len(scores)} {leave} out the accuracy over all; by chance alone 1 in 20 would."
