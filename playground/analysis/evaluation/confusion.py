"""Confusion matrix: which class is taken for which, and the scores that are read off the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn import metrics
from nn.module import Array
from playground.analysis.evaluation.intervals import interval_text
from playground.analysis.evaluation.judgement import Judgement
from playground.experiment.notes import uneven
from playground.experiment.words import counted


@dataclass(frozen=True)
class ClassScores:
    """Scores of one class: `count` samples are of it, `right` of them were read so, `said` samples were called it."""

    name: str
    count: int
    right: int
    said: int

    @property
    def recall(self) -> float | None:
        """Of the class's samples, the share read right: its accuracy. None where there are none."""
        return self.right / self.count if self.count else None

    @property
    def precision(self) -> float | None:
        """Of the samples called so, the share that are; None where none was."""
        return self.right / self.said if self.said else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two: 2 · right / (count + said); None where there is nothing to count."""
        return 2 * self.right / (self.count + self.said) if self.count + self.said else None


def confusion(judgement: Judgement) -> Array:
    """How often each true class (row) got each answer (column), int64 (k, k)."""
    return metrics.confusion(judgement.truth, judgement.predicted, len(judgement.classes))


def class_scores(judgement: Judgement) -> list[ClassScores]:
    """The scores of every class, in the classes' order."""
    counts = confusion(judgement)
    return [
        ClassScores(name, int(counts[number].sum()), int(counts[number, number]), int(counts[:, number].sum()))
        for number, name in enumerate(judgement.classes)
    ]


def rare_class_text(scores: Sequence[ClassScores]) -> str | None:
    """Words on the rarest class, in two sentences, where the classes are uneven; None where they are not."""
    found = uneven([each.count for each in scores])
    if found is None:
        return None
    rare, samples = scores[found[0]], sum(each.count for each in scores)
    share = rare.count / samples
    recall = f"recall: 95 % interval {interval_text(rare.right, rare.count)}"
    called = "none is called so (precision)"
    if rare.said:
        precision = f"precision: 95 % interval {interval_text(rare.right, rare.said)}"
        called = f"{rare.right:,} of the {rare.said:,} called so are ({precision})"
    recalled = f"{rare.right:,} of its {counted(rare.count, 'sample')} are found ({recall})"
    return (
        f"Class {rare.name} is rare, {100 * share:.1f} % of the test samples: who never says {rare.name} can still be "
        f"right in {100 * (1 - share):.1f} %. {recalled}, and {called}."
    )


def largest_mistake(judgement: Judgement) -> tuple[int, int]:
    """True class and answer of the commonest mistake; the first class, read right, where there is none."""
    mistakes = confusion(judgement)
    np.fill_diagonal(mistakes, 0)
    true, said = divmod(int(mistakes.argmax()), len(judgement.classes))
    return true, said
