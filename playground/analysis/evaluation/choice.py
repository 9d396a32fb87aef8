"""Choice of the test samples to look at."""

from __future__ import annotations

import numpy as np

from nn.module import Array
from playground.analysis.evaluation.judgement import Judgement


def in_cell(judgement: Judgement, true: int, said: int) -> Array:
    """Numbers of the samples of class `true` that were read as `said`, the most instructive first.

    Mistakes begin with the surest, right answers with the most doubtful.
    """
    found = np.flatnonzero((judgement.truth == true) & (judgement.predicted == said))
    confidence = judgement.confidence[found]
    return found[np.argsort(confidence if true == said else -confidence, kind="stable")]


def confident_mistakes(judgement: Judgement, most: int) -> Array:
    """Numbers of the samples read wrong, the surest first."""
    wrong = np.flatnonzero(~judgement.right)
    return wrong[np.argsort(-judgement.confidence[wrong], kind="stable")][:most]


def random_samples(judgement: Judgement, count: int, seed: int) -> Array:
    """Numbers of `count` different samples, or of all where there are fewer; another seed draws others."""
    rng = np.random.default_rng(seed)
    return rng.choice(judgement.count, min(count, judgement.count), replace=False)
