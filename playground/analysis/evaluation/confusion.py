"""Confusion matrix: which class is taken for which, and the scores that are read off the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.evaluation.judgement import Judgement


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
    k = len(judgement.classes)
    return np.bincount(judgement.truth * k + judgement.predicted, minlength=k * k).reshape(k, k)


def class_scores(judgement: Judgement) -> list[ClassScores]:
    """The scores of every class, in the classes' order."""
    counts = confusion(judgement)
    return [
        ClassScores(name, int(counts[number].sum()), int(counts[number, number]), int(counts[:, number].sum()))
        for number, name in enumerate(judgement.classes)
    ]


def balanced_accuracy(scores: Sequence[ClassScores]) -> float | None:
    """The mean recall over the classes that have samples, so that a rare class counts as much as a frequent one.

    None where there are no samples. Source: K. H. Brodersen et al., The Balanced Accuracy and Its Posterior
    Distribution, 2010.
    """
    recalls = [each.recall for each in scores if each.recall is not None]
    return sum(recalls) / len(recalls) if recalls else None


def largest_mistake(judgement: Judgement) -> tuple[int, int]:
    """True class and answer of the commonest mistake; the first class, read right, where there is none."""
    mistakes = confusion(judgement)
    np.fill_diagonal(mistakes, 0)
    true, said = divmod(int(mistakes.argmax()), len(judgement.classes))
    return true, said
