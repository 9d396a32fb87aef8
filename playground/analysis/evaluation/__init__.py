"""Judging a trained classifier: what it gets wrong, how sure it is, and how well it does on samples it has seen."""

from playground.analysis.evaluation.calibration import Bin, calibration, calibration_error, calibration_text
from playground.analysis.evaluation.choice import confident_mistakes, in_cell, random_samples
from playground.analysis.evaluation.confusion import (
    ClassScores,
    class_scores,
    confusion,
    largest_mistake,
    rare_class_text,
)
from playground.analysis.evaluation.gap import gap_text
from playground.analysis.evaluation.intervals import interval_text, share_text, wilson
from playground.analysis.evaluation.judgement import Judgement, judge
from playground.analysis.evaluation.writers import WriterScore, writer_scores, writers_text

__all__ = [
    "Bin",
    "ClassScores",
    "Judgement",
    "WriterScore",
    "calibration",
    "calibration_error",
    "calibration_text",
    "class_scores",
    "confident_mistakes",
    "confusion",
    "gap_text",
    "in_cell",
    "interval_text",
    "judge",
    "largest_mistake",
    "random_samples",
    "rare_class_text",
    "share_text",
    "wilson",
    "writer_scores",
    "writers_text",
]
