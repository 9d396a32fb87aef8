"""The generalisation gap, between training and test samples, in words."""

from __future__ import annotations

from playground.analysis.evaluation.intervals import by_chance
from playground.analysis.evaluation.judgement import Judgement

WIDE = 0.05
"""From here on a gap is called overfitting."""
SURE = 0.9
"""From this confidence on a network counts as sure."""
POOR = 0.8
"""A network that gets less of its own training samples right has not learnt them."""


def gap_text(judgement: Judgement) -> str:
    """Two or three sentences for a student, in Markdown."""
    train, test = judgement.train_accuracy, judgement.test_accuracy
    gap = train - test
    chance = by_chance(judgement.train_right, judgement.test_right)
    parts = [_gap(gap, chance=chance)]
    if train < POOR:
        parts.append(
            "It does not get its own training samples right either (**underfitting**): train longer, try another "
            "learning rate, or add units."
        )
    elif gap >= WIDE and not chance:
        parts.append(
            "It has learnt some of its training samples by heart (**overfitting**). What helps: more training samples, "
            "samples that are varied in training, a weight penalty, fewer units, or stopping earlier."
        )
    if train >= POOR and judgement.test_cost > 3 * judgement.train_cost:
        parts.append(f"The cost also counts how sure the network is: it is {_times(judgement)} on new samples.")
        parts.append(_sure(judgement))
    return " ".join(parts)


def _gap(gap: float, *, chance: bool) -> str:
    points = f"{100 * abs(gap):.1f} percentage points"
    if chance:
        return (
            f"The gap of {points} is no more than chance may make with so many samples: no difference between new "
            "samples and those it has seen can be told."
        )
    if gap < 0:
        return f"It does better on new samples, by {points}: the test samples are the easier ones."
    if gap < WIDE:
        return f"It knows its training samples better than new ones, by {points}: most networks do."
    return f"It knows its training samples much better than new ones, by {points}."


def _sure(judgement: Judgement) -> str:
    """A count of where it is sure and wrong: one mistake in a thousand is no habit."""
    wrong = judgement.confidence[~judgement.right]
    if not len(wrong):
        return "It makes no mistake there, but it is less sure."
    sure = int((wrong >= SURE).sum())
    if len(wrong) == 1:
        return f"Of its only mistake it was {100 * float(wrong[0]):.0f} % sure."
    of = f"{sure:,}" if sure else "none"
    return f"Of its {len(wrong):,} mistakes there, it was at least {100 * SURE:.0f} % sure of {of}."


def _times(judgement: Judgement) -> str:
    if judgement.train_cost <= 0:
        return "higher"
    times = judgement.test_cost / judgement.train_cost
    return "more than 100 times as high" if times > 100 else f"{times:.0f} times as high"
