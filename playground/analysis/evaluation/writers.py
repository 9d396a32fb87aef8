"""Accuracy by writer: how well each hand is read that the network has never seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.evaluation.intervals import interval_text, share_text, wilson
from playground.analysis.evaluation.judgement import Judgement


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
        f"Of writer {worst.writer}'s digits **{share_text(worst.right, worst.count)}** are read right (95 % interval "
        f"{interval_text(worst.right, worst.count)}), of writer {best.writer}'s "
        f"**{share_text(best.right, best.count)}** ({interval_text(best.right, best.count)})."
    )
    if not beyond:
        return f"{said} All intervals reach the accuracy over all of them: chance alone may make such differences."
    leave = "interval leaves" if beyond == 1 else "intervals leave"
    return f"{said} {beyond} of {len(scores)} {leave} out the accuracy over all; by chance alone 1 in 20 would."
